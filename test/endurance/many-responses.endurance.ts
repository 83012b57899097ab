import { expect } from 'chai';
import { makeAnswered } from '../bench/responses.ts';
import { percentile } from '../bench/statistics.ts';
import { ServerProcess } from '../support/server-process.ts';
import { makeMember, Visitor } from '../support/visitor.ts';
import { makeWorld } from '../support/world.ts';
import { mebibyte } from './noise.ts';
import { memoryOf } from './processes.ts';
import { promise } from './report/promise.ts';

const count = 10_000;
const readers = 5;
const rounds = 10;
const filters = ['', '?status=shortlisted', '?rating=4', '?name=Osei+77', '?status=new&rating=3&name=Amara'];

promise(
  'A form with 10,000 responses stays quick',
  'five members look through the list and filter it',
  5,
  async (line) => {
    const world = await makeWorld();
    const owner = await makeMember(world);
    const { formId } = await makeAnswered({ deps: world, owner }, count);
    const server = await ServerProcess.start(world.storage.root);
    const people = await Promise.all(Array.from({ length: readers }, () => readerOf(server.origin, owner.email)));
    const before = memoryOf(server.pid).now;
    const times = await Promise.all(people.map((visitor) => read(visitor, `/forms/${formId}/responses`)));
    const grown = (memoryOf(server.pid).peak - before) / mebibyte;
    const p95 = percentile(times.flat(), 95);
    line.did(
      `${readers} members open the list and ${filters.length - 1} filters of it, ${rounds} times. No export yet.`,
    );
    line.found(`p95 ${p95.toFixed(0)} ms over ${times.flat().length} pages · ${grown.toFixed(0)} MiB more memory`);
    expect(p95).to.be.below(500);
    expect(grown).to.be.below(100);
  },
);

/** Who has seen every page of the product once: what a page takes at its first time is not the form's doing. */
async function readerOf(origin: string, email: string): Promise<Visitor> {
  const visitor = new Visitor(origin);
  await visitor.signIn({ email });
  await visitor.get('/forms');
  return visitor;
}

/** Milliseconds of every page. */
async function read(visitor: Visitor, list: string): Promise<number[]> {
  const times: number[] = [];
  for (const filter of Array.from({ length: rounds }, () => filters).flat()) {
    const started = performance.now();
    const page = await visitor.get(list + filter);
    times.push(performance.now() - started);
    expect(page.status).to.equal(200);
  }
  return times;
}
