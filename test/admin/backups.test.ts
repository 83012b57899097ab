import { execFile } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { expect } from 'chai';
import type { Express } from 'express';
import { describe, it } from 'mocha';
import { createApp } from '../../src/app.ts';
import { jobs } from '../../src/jobs.ts';
import { lastBackUp } from '../../src/admin/back-up.ts';
import { listBackups, type Backup } from '../../src/admin/backup.ts';
import { noteErasures } from '../../src/admin/erasures.ts';
import { readManifest } from '../../src/admin/backup-manifest.ts';
import { packageRoot } from '../../src/platform/config.ts';
import { drainJobs } from '../../src/platform/jobs/worker.ts';
import * as films from '../media/films.ts';
import { arrived } from '../support/clip.ts';
import { atEnd } from '../support/ending.ts';
import { sha256OfFile } from '../support/hash.ts';
import * as make from '../support/make.ts';
import { submission } from '../support/submission.ts';
import { signedIn, type Visitor } from '../support/visitor.ts';
import { makeWorld, type World } from '../support/world.ts';

describe('backups', () => {
  it('hold everything, are listed with what they are, and say how to restore them', async () => {
    const { world, owner } = await workspace();
    const clip = await arrived(world, films.silentFilm(), {}, { state: 'ready' });
    const backup = await backedUp(world, owner);
    const folder = path.join(world.config.backupDir, backup.name);
    expect(sha256OfFile(path.join(folder, 'clips', clip.id, 'original'))).to.equal(sha256OfFile(films.silentFilm()));
    expect(fs.readFileSync(path.join(folder, 'secret.key'))).to.deep.equal(fs.readFileSync(world.storage.secretKey));
    for (const file of (await readManifest(folder)).files) {
      expect(sha256OfFile(path.join(folder, file.path)), file.path).to.equal(file.sha256);
    }
    const page = words((await owner.get('/admin/backups')).text);
    expect(page).to.include(`npm run restore -- ${folder}`).and.include('Verified').and.match(/ 3 /);
  });

  it('store a recording once, however many of them hold it', async () => {
    const { world, owner } = await workspace();
    const clip = await arrived(world, films.silentFilm());
    const [first, second] = [await backedUp(world, owner), await backedUp(world, owner)];
    const inode = ({ name }: Backup) =>
      fs.statSync(path.join(world.config.backupDir, name, 'clips', clip.id, 'original')).ino;
    expect(inode(second)).to.equal(inode(first));
    expect(first.newBytes).to.be.above(fs.statSync(films.silentFilm()).size);
    expect(second.newBytes).to.be.below(first.newBytes).and.above(0);
  });

  it('go, the oldest first, when there are more than the owner wants', async () => {
    const { world, owner } = await workspace();
    await owner.send('put', '/admin/backups/limit', { keep: '2' });
    const made: string[] = [];
    for (let n = 0; n < 3; n++) made.push((await backedUp(world, owner)).name);
    const names = (await listBackups(world.config.backupDir)).map(({ name }) => name);
    expect(names).to.deep.equal(made.slice(1).toReversed());
    expect(fs.readdirSync(world.config.backupDir).toSorted()).to.deep.equal(made.slice(1));
  });

  for (const keep of ['0', 'all', '-1', '400']) {
    it(`are not kept in the number “${keep}”`, async () => {
      const { owner } = await workspace();
      const refused = await owner.send('put', '/admin/backups/limit', { keep });
      expect(refused.status).to.equal(422);
      expect(refused.text).to.include('Write a whole number of backups');
    });
  }

  it('are not begun twice', async () => {
    const { world, owner } = await workspace();
    await owner.post('/admin/backups');
    await owner.post('/admin/backups');
    expect(await world.db('jobs').where({ name: 'admin.back-up' })).to.have.length(1);
    expect((await owner.get('/admin/backups')).text).to.include('hx-get="/admin/backups/list"');
  });

  it('are not listed while they are half made', async () => {
    const { world, owner } = await workspace();
    const { name } = await backedUp(world, owner);
    const folder = path.join(world.config.backupDir, name);
    fs.cpSync(folder, path.join(world.config.backupDir, `.making-${name}`), { recursive: true });
    fs.mkdirSync(path.join(world.config.backupDir, '2026-11-25T03-10-00-000Z'));
    expect(await listBackups(world.config.backupDir)).to.have.length(1);
    await backedUp(world, owner);
    expect(fs.readdirSync(world.config.backupDir).filter((entry) => entry.startsWith('.'))).to.deep.equal([]);
  });

  const troubles = {
    'is not there': { folder: '/srv/no-such-disk/backups', words: 'There is no folder /srv/no-such-disk/backups.' },
    'cannot be written to': { folder: '/sys', words: 'The folder /sys cannot be written to.' },
  };
  for (const [trouble, { folder, words: sentence }] of Object.entries(troubles)) {
    it(`say what to do about a folder that ${trouble}`, async () => {
      const { world, owner } = await workspace({ BACKUP_DIR: folder });
      await owner.post('/admin/backups');
      await drainJobs(world, jobs);
      expect(await lastBackUp(world.db)).to.include({ state: 'failed', attempts: 1 });
      expect((await lastBackUp(world.db))?.error).to.include(sentence);
      expect(words((await owner.get('/admin/backups')).text)).to.include(`No backup can be made. ${sentence}`);
    });
  }
});

describe('npm run restore', () => {
  it('brings everything back where nothing is left, and says what', async () => {
    const { world, owner } = await workspace();
    const form = await make.form(world);
    await submission(world, form, 'Amara Osei');
    const clip = await arrived(world, films.silentFilm());
    const { name } = await backedUp(world, owner);
    const target = emptyFolder();
    const told = await restore(path.join(world.config.backupDir, name), target);
    expect(told.code).to.equal(0);
    expect(told.printed).to.include('Restored Marlow & Finch as it was on').and.include('1 form and 1 response');
    expect(sha256OfFile(path.join(target, 'clips', clip.id, 'original'))).to.equal(sha256OfFile(films.silentFilm()));
    expect(fs.statSync(path.join(target, 'secret.key')).mode & 0o777).to.equal(0o600);
    const restored = await makeWorld({ STORAGE_DIR: target });
    expect(await restored.db('responses').select('name')).to.deep.equal([{ name: 'Amara Osei' }]);
    const visitor = await signedIn(restored, createApp(restored));
    expect((await visitor.get(`/forms/${form.id}/responses`)).text).to.include('Amara Osei');
  });

  it('refuses to replace a workspace unless told to, or while it is running, and then moves it aside', async () => {
    const { world, owner } = await workspace();
    const folder = path.join(world.config.backupDir, (await backedUp(world, owner)).name);
    const other = await makeWorld();
    expect((await restore(folder, other.storage.root)).printed).to.include('There is a workspace in');
    expect((await restore(folder, other.storage.root, '--overwrite')).printed).to.include('Reelay is running on');
    await Promise.all([other.db.destroy(), other.throttleDb.destroy()]);
    const told = await restore(folder, other.storage.root, '--overwrite');
    expect(told.printed).to.include('Restored Marlow & Finch').and.include('is now in');
    const [aside = ''] = fs.readdirSync(path.join(other.storage.root, 'replaced'));
    expect(fs.readdirSync(path.join(other.storage.root, 'replaced', aside))).to.include.members(['db', 'secret.key']);
  });

  it('restores nothing from a backup in which a byte has changed, or that is none', async () => {
    const { world, owner } = await workspace();
    const clip = await arrived(world, films.silentFilm());
    const folder = path.join(world.config.backupDir, (await backedUp(world, owner)).name);
    const file = path.join(folder, 'clips', clip.id, 'original');
    const bytes = fs.readFileSync(file);
    bytes[100]! ^= 1;
    fs.writeFileSync(file, bytes);
    const target = emptyFolder();
    const told = await restore(folder, target);
    expect(told).to.include({ code: 1 });
    expect(told.printed).to.include('is damaged in this backup. Nothing was restored');
    expect(fs.existsSync(path.join(target, 'secret.key'))).to.equal(false);
    expect((await restore(emptyFolder(), target)).printed).to.include('There is no backup in');
  });

  it('erases once more what was erased after the backup, although the storage folder is lost', async () => {
    const { world, owner } = await workspace();
    const form = await make.form(world);
    const [gone, kept] = [await submission(world, form, 'Amara Osei'), await submission(world, form, 'Dev Patel')];
    await erasuresTable(world);
    const { name } = await backedUp(world, owner);
    await world.db('erasures').insert({ id: gone, kind: 'response', erased_at: new Date().toISOString() });
    await noteErasures(world);
    await noteErasures(world);
    const target = emptyFolder();
    const told = await restore(path.join(world.config.backupDir, name), target);
    expect(told.printed).to.include('1 response').and.include('1 erasure done once more');
    const restored = await makeWorld({ STORAGE_DIR: target });
    expect(await restored.db('responses').select('id')).to.deep.equal([{ id: kept }]);
    expect(await restored.db('erasures').select('id')).to.deep.equal([{ id: gone }]);
  });
});

async function workspace(environment: Record<string, string> = {}) {
  const world = await makeWorld(environment);
  const app: Express = createApp(world);
  return { world, app, owner: await signedIn(world, app, { role: 'owner' }) };
}

/** Through the page, as the owner does it. */
async function backedUp(world: World, owner: Visitor): Promise<Backup> {
  await owner.post('/admin/backups');
  await drainJobs(world, jobs);
  expect(await lastBackUp(world.db)).to.include({ state: 'done', error: null });
  return (await listBackups(world.config.backupDir))[0]!;
}

function emptyFolder(): string {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'reelay-restored-'));
  atEnd(() => fs.rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** As another version of the program makes it. */
async function erasuresTable({ db }: World): Promise<void> {
  if (await db.schema.hasTable('erasures')) return;
  await db.schema.createTable('erasures', (table) => {
    table.text('id').primary();
    table.text('kind').notNullable();
    table.text('erased_at').notNullable();
  });
}

async function restore(folder: string, storage: string, ...more: string[]): Promise<{ code: number; printed: string }> {
  const environment = { ...process.env, STORAGE_DIR: storage, LOG_LEVEL: 'silent' };
  const program = [path.join(packageRoot, 'src/restore.ts'), folder, ...more];
  const run = promisify(execFile)(process.execPath, ['--import', 'tsx', ...program], { env: environment });
  return run.then(
    ({ stdout }) => ({ code: 0, printed: stdout }),
    (error: { code: number; stdout: string; stderr: string }) => ({
      code: error.code,
      printed: error.stdout + error.stderr,
    }),
  );
}

/** What a page says, as one line. */
function words(html: string): string {
  return html.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');
}
