import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { expect } from 'chai';
import { backUpLater, lastBackUp } from '../../src/admin/back-up.ts';
import { listBackups } from '../../src/admin/backup.ts';
import { packageRoot } from '../../src/platform/config.ts';
import { openForReading, type Db } from '../../src/platform/database.ts';
import { integrityOf } from '../../src/platform/snapshot.ts';
import { issueTicket } from '../../src/media/ticket.ts';
import { anotherTake } from '../media/sender.ts';
import { atEnd } from '../support/ending.ts';
import { sha256, sha256OfFile } from '../support/hash.ts';
import { Respondent } from '../support/respondent.ts';
import { TusUpload } from '../support/tus.ts';
import { until } from '../support/until.ts';
import { atWork, type AtWork } from './at-work.ts';
import { mebibyte, noise } from './noise.ts';
import { promise } from './report/promise.ts';
import { SmallDisk } from './small-disk.ts';

const promised = 'A backup restores';
const writers = 6;

promise(promised, 'it is taken while respondents write and send, and restored elsewhere', 10, async (line) => {
  const folder = scratch();
  const working = await atWork({ environment: { BACKUP_DIR: folder } });
  const before = await Promise.all(Array.from({ length: 12 }, () => sent(working)));
  const load = new Load(working);
  await load.started();
  const written = load.count;
  const seconds = await backedUp(working);
  await load.end();
  const [backup] = await listBackups(folder);
  line.did(`A backup while ${writers} people wrote and sent recordings; ${load.count} answers were acknowledged.`);
  line.found(`${backup!.files} files, ${(backup!.bytes / mebibyte).toFixed(0)} MiB in ${seconds.toFixed(1)} s`);

  fs.rmSync(working.world.storage.root, { recursive: true, force: true });
  const target = scratch();
  const said = restore(path.join(folder, backup!.name), target);
  const wrong = before.filter(({ id, hash }) => hash !== sha256OfFile(path.join(target, 'clips', id, 'original')));
  const database = path.join(target, 'db/reelay.sqlite');
  const found = await withDatabase(database, whatIsThere);
  const missing = found.clips.filter((id) => !fs.existsSync(path.join(target, 'clips', id, 'original')));
  line.found(
    `integrity_check ${await integrityOf(database)} · ${before.length - wrong.length} of ${before.length} SHA equal`,
  );
  line.found(`${found.clips.length} recordings known, ${missing.length} without their file`);
  line.found(`answer ${found.last} is there, ${written} were acknowledged when it began`);
  expect(said).to.include('Restored');
  expect(await integrityOf(database)).to.equal('ok');
  expect([wrong, missing]).to.deep.equal([[], []]);
  expect(found.last).to.be.at.least(written);
});

promise(promised, 'a folder that is full says so, keeps what it has, and works once there is room', 5, async (line) => {
  const disk = new SmallDisk(64);
  fs.mkdirSync(disk.storage);
  const working = await atWork({ environment: { BACKUP_DIR: disk.storage } });
  await backedUp(working);
  await sent(working, 16 * mebibyte);
  disk.fill(8 * mebibyte);
  const refused = await failed(working);
  line.did('A recording of 16 MiB, and room for 8 on the disk for backups.');
  line.found(`“${refused.slice(0, 60)}…”`);
  expect(refused).to.match(/^There is no room for a backup/);
  expect(fs.readdirSync(disk.storage).filter((name) => name.startsWith('.'))).to.deep.equal([]);
  expect(await listBackups(disk.storage)).to.have.length(1);
  disk.makeRoom();
  await backedUp(working);
  expect(await listBackups(disk.storage)).to.have.length(2);
  line.found('the one before untouched, the next one made once there was room');
});

interface Sent {
  id: string;
  hash: string;
}

/** A recording that has arrived whole. */
async function sent({ world, server }: AtWork, bytes = 2 * mebibyte): Promise<Sent> {
  const take = noise(bytes);
  const { id } = await anotherTake(world, take.length).then(async (clip) => {
    const upload = await TusUpload.begin(server.origin, issueTicket(world, clip));
    await upload.send(take, take.length);
    return clip;
  });
  return { id, hash: sha256(take) };
}

/** People who write, each one answer after the other, and others who send, until it is ended. */
class Load {
  count = 0;
  readonly #working: AtWork;
  #isEnded = false;
  #all: Promise<unknown> = Promise.resolve();

  constructor(working: AtWork) {
    this.#working = working;
  }

  async started(): Promise<void> {
    const { server, form } = this.#working;
    const people = await Promise.all(Array.from({ length: writers }, () => Respondent.started(server.origin, form)));
    this.#all = Promise.all([...people.map((each) => this.#write(each)), this.#send()]);
    await until(() => this.count > 50, 60);
  }

  async end(): Promise<void> {
    this.#isEnded = true;
    await this.#all;
  }

  async #write(respondent: Respondent): Promise<void> {
    while (!this.#isEnded) {
      const { status } = await respondent.post('/1', { text: String(this.count + 1) });
      if (status === 303) this.count += 1;
    }
  }

  async #send(): Promise<void> {
    while (!this.#isEnded) await sent(this.#working, mebibyte);
  }
}

async function backedUp({ world }: AtWork): Promise<number> {
  await backUpLater(world);
  return until(async () => {
    const last = await lastBackUp(world.db);
    if (last?.error) throw new Error(`${last.error} ${last.output}`);
    return last?.state === 'done';
  }, 240);
}

async function failed({ world }: AtWork): Promise<string> {
  await backUpLater(world);
  await until(async () => (await lastBackUp(world.db))?.state === 'failed', 120);
  return (await lastBackUp(world.db))?.error ?? '';
}

function restore(folder: string, storage: string): string {
  const environment = { ...process.env, STORAGE_DIR: storage, LOG_LEVEL: 'silent' };
  const program = ['--import', 'tsx', path.join(packageRoot, 'src/restore.ts'), folder];
  return execFileSync(process.execPath, program, { env: environment, encoding: 'utf8' });
}

/** Recordings that have arrived, and the highest number that was written. */
async function whatIsThere(db: Db): Promise<{ clips: string[]; answers: number; last: number }> {
  const clips: { id: string }[] = await db('clips').whereNotNull('uploaded_at').select('id');
  const rows: { text: string }[] = await db('answers').whereNotNull('text').select('text');
  const last = Math.max(...rows.map(({ text }) => Number(text)));
  return { clips: clips.map(({ id }) => id), answers: rows.length, last };
}

async function withDatabase<T>(file: string, work: (db: Db) => Promise<T>): Promise<T> {
  const db = openForReading(file);
  return work(db).finally(() => db.destroy());
}

function scratch(): string {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'reelay-backup-'));
  atEnd(() => fs.rmSync(folder, { recursive: true, force: true }));
  return folder;
}
