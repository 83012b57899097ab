import { setTimeout } from 'node:timers/promises';
import { expect } from 'chai';
import { openDatabase } from '../../src/platform/database.ts';
import { makeMessage } from '../support/message.ts';
import { makeMember, Visitor } from '../support/visitor.ts';
import { atWork } from './at-work.ts';
import { promise } from './report/promise.ts';

const rounds = 10;
const viewers = 10;
/** Beats are written every second; a busy machine gets as much again. */
const writtenMs = 2000;

promise('Who watched survives a stop, and a kill but for a second', 'ten people watch meanwhile', 5, async (line) => {
  const { world, server } = await atWork();
  const { link, path } = await makeMessage(world, await makeMember(world));
  await world.db('clips').update({ seconds: 3600 });
  await world.db.destroy();
  const lost = { killed: 0, stopped: 0 };
  for (let round = 0; round < rounds; round++) {
    const watching = await Promise.all(Array.from({ length: viewers }, () => Watching.open(server.origin, path)));
    await setTimeout(writtenMs / 2);
    const sent = watching.map((each) => each.beat([0, 1]));
    expect(new Set(await Promise.all(sent))).to.deep.equal(new Set([204]));
    const end = round % 2 === 0 ? 'killed' : 'stopped';
    if (end === 'killed') await setTimeout(writtenMs).then(() => server.kill());
    else {
      process.kill(server.pid, 'SIGTERM');
      await server.ended(15);
    }
    lost[end] += viewers * (round + 1) - (await countViews(world.storage.database, link.id));
    await server.restart();
  }
  line.did(
    `${rounds / 2} kills -9, two seconds after ${viewers} people were last heard of, and ${rounds / 2} stops at once after.`,
  );
  line.found(`${lost.killed} and ${lost.stopped} views lost`);
  expect(lost).to.deep.equal({ killed: 0, stopped: 0 });
});

/** Somebody before the page of a shared message. */
class Watching {
  readonly #visitor: Visitor;
  readonly #path: string;
  readonly #token: string;

  private constructor(visitor: Visitor, path: string, token: string) {
    this.#visitor = visitor;
    this.#path = path;
    this.#token = token;
  }

  static async open(origin: string, path: string): Promise<Watching> {
    const visitor = new Visitor(origin);
    const { text } = await visitor.get(path);
    return new Watching(visitor, path, /data-token="([^"]+)"/.exec(text)?.[1] ?? '');
  }

  async beat(span: [number, number]): Promise<number> {
    const headers = { 'Content-Type': 'application/json', 'X-Token': this.#token };
    return (await this.#visitor.post(`${this.#path}/beats`, { spans: [span] }, headers)).status;
  }
}

async function countViews(file: string, linkId: string): Promise<number> {
  const db = openDatabase(file);
  const [{ number = 0 } = {}]: { number?: number }[] = await db('views')
    .where({ link_id: linkId })
    .count({ number: '*' });
  await db.destroy();
  return number;
}
