import fs from 'node:fs';
import { expect } from 'chai';
import { crowd } from '../support/crowd.ts';
import { atWork } from './at-work.ts';
import { largeTake } from './large-take.ts';
import { mebibyte } from './noise.ts';
import { memoryOf } from './processes.ts';
import { promise } from './report/promise.ts';
import { Reader } from './visits.ts';

const people = 200;

promise('Many people upload at once', 'two hundred respondents finish in the same minute', 10, async (line) => {
  const working = await atWork();
  const { world, server } = working;
  const recorded = new Uint8Array(fs.readFileSync(largeTake())).subarray(0, 5 * mebibyte);
  const reader = await Reader.signedIn(working);
  const { lost, refusals, broken } = await reader.readWhile(crowd(world, server.origin, people, recorded));
  line.did(`${people} uploads of ${recorded.length / mebibyte} MiB at once, while the worker prepares what is there.`);
  line.found(
    `${lost} bad, ${broken} broken connections · pages p95 ${reader.p95.toFixed(0)} ms over ${reader.visits} visits`,
  );
  line.found(`peak memory ${(memoryOf(server.pid).peak / mebibyte).toFixed(0)} MiB`);
  expect(refusals).to.deep.equal([]);
  expect(lost).to.equal(0);
  expect(reader.p95).to.be.below(1000);
});
