import { setTimeout } from 'node:timers/promises';
import { expect } from 'chai';
import type { Response } from 'supertest';
import type { Db } from '../../src/platform/database.ts';
import { makeMember, Visitor } from '../support/visitor.ts';
import { Respondent } from '../support/respondent.ts';
import { atWork } from './at-work.ts';
import { promise } from './report/promise.ts';

const heldSeconds = 3;

promise('A locked database is waited for', 'people write and read while another program writes', 2, async (line) => {
  const { world, form, question, server } = await atWork();
  const member = new Visitor(server.origin);
  await member.signIn(await makeMember(world));
  const respondents = await Promise.all(Array.from({ length: 5 }, () => Respondent.started(server.origin, form)));
  const lock = holdLock(world.db);
  await Promise.race([lock.taken, lock.given]);

  const started = performance.now();
  const requests = [
    ...respondents.map((respondent, n) => respondent.post('/1', { text: `Answer ${n}` })),
    respondents[0]!.startTake(question.id),
    new Respondent(server.origin, form).post('/responses'),
    new Respondent(server.origin, form).get(),
    member.get('/forms'),
    member.get(`/forms/${form.id}/responses`),
  ];
  const alive = await fetch(`${server.origin}/healthz`);
  const aliveMs = performance.now() - started;
  const answers = await Promise.all(requests);
  const seconds = (performance.now() - started) / 1000;
  await lock.given;

  line.did(`A write lock held for ${heldSeconds} s by another process; ${requests.length} requests meanwhile.`);
  line.found(`${countBy(answers)}, the last after ${seconds.toFixed(1)} s`);
  line.found(`/healthz ${alive.status} after ${aliveMs.toFixed(0)} ms`);
  expect(server.isAlive && alive.ok).to.equal(true);
  expect(aliveMs).to.be.below(1000);
  expect(answers.map(({ status }) => status).filter((status) => status >= 400)).to.deep.equal([]);
  expect(seconds).to.be.within(heldSeconds - 0.5, heldSeconds + 10);
});

/** As a backup or somebody with the `sqlite3` shell does, and it changes something at the end. */
function holdLock(db: Db) {
  let told = (): void => undefined;
  const taken = new Promise<void>((resolve) => (told = resolve));
  const given = db.transaction(async (trx) => {
    await trx('workspaces').update({ company: 'Marlow & Finch Ltd' });
    told();
    await setTimeout(heldSeconds * 1000);
  });
  return { taken, given };
}

function countBy(answers: Response[]): string {
  const statuses = answers.map(({ status }) => status);
  return [...new Set(statuses)].map((each) => `${statuses.filter((s) => s === each).length} × ${each}`).join(', ');
}
