import fs from 'node:fs';
import { expect } from 'chai';
import { parse } from 'csv-parse/sync';
import { listAuditEvents } from '../../src/accounts/audit.ts';
import { createApp } from '../../src/app.ts';
import { changeQuestion } from '../../src/forms/draft.ts';
import { publishForm } from '../../src/forms/publication.ts';
import request from 'supertest';
import { makeArchive } from '../../src/responses/archive.ts';
import { archivePath, sweepArchives } from '../../src/responses/archive-file.ts';
import { unzipped } from '../support/archive.ts';
import * as films from '../media/films.ts';
import * as make from '../support/make.ts';
import { recordedResponse } from '../support/recorded.ts';
import { submission } from '../support/submission.ts';
import { signedIn } from '../support/visitor.ts';
import { makeWorld } from '../support/world.ts';

describe('exporting all responses', () => {
  it('gives one row a response, with what was typed and what was said', async () => {
    const world = await makeWorld();
    const form = await make.form(world, {
      questions: [make.question({ text: 'Why?' }), make.question({ text: 'And?' })],
    });
    const segments = [
      { start: 0, end: 2, text: 'I came by train.' },
      { start: 2, end: 3, text: 'It was late.' },
    ];
    const id = await recordedResponse(world, form, [{ film: films.recordedTake(), segments }, '=1+1']);
    const member = await signedIn(world, createApp(world));
    await member.get(`/responses/${id}`);
    await member.send('put', `/responses/${id}/rating`, { rating: '4' });
    const { text, headers } = await member.get(`/forms/${form.id}/export.csv`);
    expect(headers['content-disposition']).to.include('Field engineer, Leeds.csv');
    const [row, ...others] = parse(text, { columns: true, bom: true }) as Record<string, string>[];
    expect(others).to.deep.equal([]);
    expect(row).to.include({
      Response: '1',
      'Response id': id,
      Name: 'Amara Osei',
      Status: 'new',
      'Mean rating': '4',
      'Why?': 'I came by train. It was late.',
      'Why? (answered by)': 'video',
      'And?': "'=1+1",
      'And? (answered by)': 'typed',
    });
    const [event] = await listAuditEvents(world.db, { action: 'responses.exported' }, 5);
    expect(event?.subjectId).to.equal(form.id);

    const answer: { id: string } = await world.db('answers').where({ kind: 'video' }).first('id');
    const as = async (format: string) => member.get(`/answers/${answer.id}/words/${format}`);
    expect((await as('vtt')).text).to.match(/^WEBVTT\n\n00:00:00.000 --> /);
    expect((await as('srt')).text).to.match(/^1\n00:00:00,000 --> /);
    expect((await as('txt')).text).to.equal('0:00 I came by train.\n0:02 It was late.\n');
    expect((await as('json')).body).to.deep.equal({ segments });
    expect((await as('doc')).status).to.equal(404);
    expect((await member.get(`/responses/${id}`)).text).to.include(`/answers/${answer.id}/words/srt`);
  });

  it('has every question that was ever answered, and every page of a long list', async () => {
    const world = await makeWorld();
    const [question, removed] = [make.textQuestion({ text: 'How was it?' }), make.textQuestion({ text: 'Why?' })];
    const form = await make.form(world, { questions: [question, removed] });
    await submission(world, form, 'Amara Osei');
    await changeQuestion(world, form.id, question.id, { text: 'How did you like it?' });
    await publishForm(world, form.id);
    const copies = `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 449)
      INSERT INTO responses (id, form_id, publication_id, state, name, number, started_at, submitted_at)
      SELECT printf('0%025d', i), form_id, publication_id, 'submitted', '+' || i, i + 1, started_at, submitted_at
        FROM responses, n`;
    await world.db.raw(copies);
    const member = await signedIn(world, createApp(world));
    const { text } = await member.get(`/forms/${form.id}/export.csv`);
    const rows = parse(text, { columns: true, bom: true }) as Record<string, string>[];
    expect(rows).to.have.length(450);
    expect(new Set(rows.map((row) => row['Response id'])).size).to.equal(450);
    expect(Object.keys(rows[0]!).slice(-2)).to.deep.equal(['How did you like it?', 'Why?']);
    expect(rows.filter(({ Name }) => Name?.startsWith("'+"))).to.have.length(449);
    const narrowed = await member.get(`/forms/${form.id}/export.csv?name=Amara`);
    expect(parse(narrowed.text, { columns: true, bom: true })).to.have.length(1);
  });
});

describe('packing everything of a form', () => {
  it('makes one archive, with every response in a folder of its own', async () => {
    const { world, app, form, member } = await packed();
    const sent = request(app).get(`/forms/${form.id}/archive/file`).set(member.headers('/'));
    const { body, headers } = await sent.buffer(true).responseType('blob');
    expect(headers['content-disposition']).to.include('Field engineer, Leeds.zip');
    const files = await unzipped(body as Buffer);
    expect([...files.keys()]).to.have.members([
      'responses.csv',
      'respondent-1/response.json',
      'respondent-1/answers.csv',
      'respondent-1/media/answer-1-as-sent.webm',
      'respondent-1/media/answer-1.mp4',
      'respondent-1/transcripts/answer-1.vtt',
      'respondent-2/response.json',
      'respondent-2/answers.csv',
    ]);
    expect(String(files.get('responses.csv')))
      .to.include('Jonas Weber')
      .and.include('I came by train.');
    expect(
      files.get('respondent-1/media/answer-1-as-sent.webm')?.equals(fs.readFileSync(films.recordedTake())),
    ).to.equal(true);
    const [event] = await listAuditEvents(world.db, { action: 'responses.exported' }, 5);
    expect(event?.subjectId).to.equal(form.id);
  });

  it('is forgotten as soon as one of its responses is erased, or the form is gone', async () => {
    const { world, form, member, id } = await packed();
    await member.send('delete', `/responses/${id}`);
    expect((await member.get(`/forms/${form.id}/archive/file`)).status).to.equal(404);
    expect(fs.existsSync(archivePath(world, form.id))).to.equal(false);
    await makeArchive.now(world, { formId: form.id });
    expect(fs.existsSync(archivePath(world, form.id))).to.equal(true);
    await member.send('delete', `/forms/${form.id}`);
    await sweepArchives(world);
    expect(fs.existsSync(archivePath(world, form.id))).to.equal(false);
  });

  async function packed() {
    const world = await makeWorld();
    const form = await make.form(world);
    const segments = [{ start: 0, end: 2, text: 'I came by train.' }];
    const id = await recordedResponse(world, form, [{ film: films.recordedTake(), segments }]);
    await submission(world, form, 'Jonas Weber', { kind: 'typed', text: 'By bus.' });
    const app = createApp(world);
    const member = await signedIn(world, app);
    expect((await member.get(`/forms/${form.id}/responses`)).text).to.include('Pack everything');
    await member.post(`/forms/${form.id}/archive`);
    expect((await member.get(`/forms/${form.id}/archive`)).text).to.include('Everything is being packed');
    await world.db('jobs').where({ name: 'responses.archive' }).delete();
    await makeArchive.now(world, { formId: form.id });
    expect((await member.get(`/forms/${form.id}/responses`)).text).to.include('Download the ZIP');
    return { world, app, form, member, id };
  }
});
