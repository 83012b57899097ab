import { setTimeout } from 'node:timers/promises';
import { expect } from 'chai';
import { openDatabase, type Db } from '../../src/platform/database.ts';
import { Respondent } from '../support/respondent.ts';
import type { ServerProcess } from '../support/server-process.ts';
import { atWork } from './at-work.ts';
import { promise } from './report/promise.ts';

const times = 25;
const writers = 6;

promise('Commits survive a kill', 'respondents write answers while the server is killed', 10, async (line) => {
  const { world, form, server } = await atWork();
  // As long as a connection is open, the next server has nothing to recover.
  await world.db.destroy();
  const people = await Promise.all(Array.from({ length: writers }, () => Respondent.started(server.origin, form)));
  const written = people.map((respondent) => new Written(respondent));
  let lost = 0;
  for (let killed = 0; killed < times; killed++) {
    await writeUntilKilled(server, written);
    lost += await withDatabase(world.storage.database, (db) => countLost(db, written));
    await server.restart();
  }
  const commits = written.reduce((sum, { count }) => sum + count, 0);
  line.did(`${times} kills -9 while ${writers} people wrote; ${commits} answers were acknowledged.`);
  const found = await withDatabase(world.storage.database, pragmas);
  line.found(`${lost} lost · integrity_check ${found.integrity} · ${found.mode}, synchronous=${found.synchronous}`);
  expect(commits).to.be.above(times);
  expect(lost).to.equal(0);
  expect(found).to.deep.equal({ integrity: 'ok', mode: 'wal', synchronous: '2' });
});

/** What somebody was told is safe. */
class Written {
  count = 0;
  readonly #respondent: Respondent;
  readonly #name: string;

  constructor(respondent: Respondent) {
    this.#respondent = respondent;
    this.#name = respondent.token;
  }

  get last(): string {
    return this.#text(this.count);
  }

  /** What may be there in its place: it was on its way when the server died. */
  get next(): string {
    return this.#text(this.count + 1);
  }

  async write(): Promise<boolean> {
    const answer = await this.#respondent.post('/1', { text: this.next }).catch(() => undefined);
    if (answer?.status !== 303) return false;
    this.count += 1;
    return true;
  }

  #text(count: number): string {
    return `${this.#name}: ${count}`;
  }
}

async function writeUntilKilled(server: ServerProcess, written: Written[]): Promise<void> {
  const writing = written.map(async (each) => {
    while (await each.write());
  });
  await setTimeout(500 + Math.random() * 500);
  await server.kill();
  await Promise.all(writing);
}

async function countLost(db: Db, written: Written[]): Promise<number> {
  const rows: { text: string }[] = await db('answers').select('text');
  const texts = new Set(rows.map(({ text }) => text));
  return written.filter(({ count, last, next }) => count > 0 && !texts.has(last) && !texts.has(next)).length;
}

async function pragmas(db: Db) {
  const read = async (name: string) => Object.values((await db.raw<object[]>(`PRAGMA ${name}`))[0] ?? {}).join();
  return {
    integrity: await read('integrity_check'),
    mode: await read('journal_mode'),
    synchronous: await read('synchronous'),
  };
}

async function withDatabase<T>(file: string, work: (db: Db) => Promise<T>): Promise<T> {
  const db = openDatabase(file);
  return work(db).finally(() => db.destroy());
}
