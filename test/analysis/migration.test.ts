import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { expect } from 'chai';
import type { Knex } from 'knex';
import { findAnalysis, listFormsOf } from '../../src/analysis/analysis.store.ts';
import { countByTheme } from '../../src/analysis/overview.store.ts';
import { listQuotes } from '../../src/analysis/quote.store.ts';
import { runAnalysis } from '../../src/analysis/run.ts';
import { listExamples, listThemes } from '../../src/analysis/theme.store.ts';
import { packageRoot } from '../../src/platform/config.ts';
import { openDatabase } from '../../src/platform/database.ts';
import { migrate } from '../../src/platform/migrate.ts';
import { findJob } from '../../src/platform/jobs/queue.ts';
import { atEnd } from '../support/ending.ts';

const change = '20261127_1200_make_analyses_a_thing_of_their_own';

describe('a workspace whose themes hung on their forms', () => {
  it('finds all of them again after an upgrade, with what was taught, and the run that waits', async () => {
    const db = await databaseBefore(change);
    await fill(db);
    await migrate(db);
    await expectEverything(db);
  });

  it('finds them again where the upgrade was taken back and made anew', async () => {
    const db = await databaseBefore(change);
    await fill(db);
    await db.raw('PRAGMA foreign_keys=OFF');
    const { up, down } = (await import(`../../migrations/${change}.ts`)) as Knex.Migration;
    await db.transaction(async (trx) => {
      await up(trx);
      await down!(trx);
    });
    await migrate(db);
    await expectEverything(db);
  });
});

async function expectEverything(db: Knex): Promise<void> {
  expect(await findAnalysis(db, 'form')).to.include({ id: 'form', formId: 'form', wantedThemes: 4, engine: 'use' });
  expect((await findAnalysis(db, 'form'))?.outcome).to.include({ joined: 2 });
  expect(await listFormsOf(db, 'form')).to.deep.equal(['form']);
  const [delivery, own] = await listThemes(db, 'form');
  expect(delivery).to.include({
    id: 'delivery',
    name: 'How it gets here',
    isNamed: true,
    isPinned: true,
    isKept: true,
  });
  expect(own).to.include({ id: 'own', description: 'What it costs to send it.', isNamed: false });
  const [quote] = await listQuotes(db, 'form', 'delivery', { limit: 5 });
  expect(quote).to.include({ id: 'late', text: 'It was late.', byHand: 'pinned', confidence: 0.9 });
  expect((await countByTheme(db, 'form')).map(({ themeId }) => themeId)).to.have.members(['delivery', null]);
  expect(await listExamples(db, 'form')).to.have.length(1);
  const job = await findJob(db, runAnalysis.name, 'form');
  expect(job).to.include({ state: 'queued' });
  expect(JSON.parse(job!.payload)).to.deep.equal({ analysisId: 'form', anew: true });
  // A form that was never analysed, but for which somebody described a theme.
  expect((await listThemes(db, 'other')).map(({ id }) => id)).to.deep.equal(['described']);
  expect(await db.raw('PRAGMA foreign_key_check')).to.deep.equal([]);
  await db('forms').where({ id: 'form' }).delete();
  expect(await db('placements')).to.deep.equal([]);
  expect(await findAnalysis(db, 'form')).to.equal(undefined);
}

/** A database as it was before a change was made to it. */
async function databaseBefore(name: string): Promise<Knex> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'reelay-'));
  const db = openDatabase(path.join(folder, 'reelay.sqlite'));
  atEnd(async () => {
    await db.destroy();
    fs.rmSync(folder, { recursive: true });
  });
  const files = fs.readdirSync(path.join(packageRoot, 'migrations')).map((file) => path.parse(file).name);
  const earlier: Knex.MigrationSource<string> = {
    getMigrations: () => Promise.resolve(files.toSorted().filter((file) => file < name)),
    getMigrationName: (file) => file,
    getMigration: async (file) => (await import(`../../migrations/${file}.ts`)) as Knex.Migration,
  };
  await db.migrate.latest({ migrationSource: earlier });
  return db;
}

async function fill(db: Knex): Promise<void> {
  const at = '2026-11-20T10:00:00.000Z';
  await db('members').insert({
    id: 'priya',
    name: 'Priya',
    email: 'priya@acme.example',
    role: 'member',
    created_at: at,
  });
  const form = { state: 'published', title: 'Feedback', draft: '{}', closes_zone: 'UTC', created_by: 'priya' };
  for (const id of ['form', 'other'])
    await db('forms').insert({ ...form, id, slug: id, created_at: at, updated_at: at });
  await db('publications').insert({ id: 'first', form_id: 'form', version: 1, content: '{}', created_at: at });
  const response = { id: 'said', form_id: 'form', publication_id: 'first', state: 'submitted', number: 1 };
  await db('responses').insert({ ...response, started_at: at, submitted_at: at });
  const answer = { id: 'answer', response_id: 'said', question_id: 'why', kind: 'text' };
  await db('answers').insert({ ...answer, text: 'It was late. Yes.', updated_at: at });
  const read = { answer_id: 'answer', response_id: 'said', form_id: 'form', fingerprint: '', words: 4 };
  await db('analysed_answers').insert({ ...read, analysed_at: at });
  const vectors = { vector: Buffer.alloc(8), passage_vector: Buffer.alloc(8) };
  for (const [position, [id, text]] of [['late', 'It was late.'] as const, ['yes', 'Yes.'] as const].entries())
    await db('sentences').insert({ id, answer_id: 'answer', form_id: 'form', position, text, ...vectors });
  const touched = { is_named: true, is_pinned: true, is_kept: true };
  await db('themes').insert({ id: 'delivery', form_id: 'form', name: 'How it gets here', ...touched, created_at: at });
  const described = { form_id: 'form', name: 'Postage', description: 'What it costs to send it.', created_at: at };
  await db('themes').insert({ ...described, id: 'own' });
  await db('themes').insert({ ...described, id: 'described', form_id: 'other' });
  await db('placements').insert({ sentence_id: 'late', theme_id: 'delivery', confidence: 0.9, centrality: 0.8 });
  await db('placements').insert({ sentence_id: 'yes', theme_id: null, confidence: 0.6, centrality: 0.1 });
  const example = { id: 'example', form_id: 'form', theme_id: 'delivery', answer_id: 'answer', text: 'It was late.' };
  await db('theme_examples').insert({ ...example, kind: 'pinned', created_by: 'priya', created_at: at });
  const outcome = JSON.stringify({ joined: 2 });
  await db('analyses').insert({ form_id: 'form', wanted_themes: 4, engine: 'use', finished_at: at, outcome });
  const payload = JSON.stringify({ formId: 'form', anew: true });
  const job = { id: 'job', name: 'analysis.run', subject: 'form', payload, state: 'queued' };
  await db('jobs').insert({ ...job, created_at: at, due_at: at });
}
