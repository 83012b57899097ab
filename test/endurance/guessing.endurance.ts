import { expect } from 'chai';
import { makeMember, Visitor } from '../support/visitor.ts';
import { atWork } from './at-work.ts';
import { promise } from './report/promise.ts';
import { Reader } from './visits.ts';

const guessers = 50;
const guesses = 10_000;

promise('Guessing passwords keeps nobody out', 'fifty clients, ten thousand wrong passwords', 10, async (line) => {
  const working = await atWork({ environment: { TRUST_PROXY: '1' } });
  const { world, server } = working;
  const victim = await makeMember(world);
  const bystander = await makeMember(world);
  const reader = await Reader.signedIn(working);
  const answers = new Map<number, number>();
  const guess = async (address: string) => {
    const client = new Visitor(server.origin);
    const headers = { 'X-Forwarded-For': address };
    await client.get('/sign-in', headers);
    for (let n = 0; n < guesses / guessers; n++) {
      const given = { email: victim.email, password: `guess number ${n}` };
      const { status } = await client.post('/sign-in', given, headers);
      answers.set(status, (answers.get(status) ?? 0) + 1);
    }
  };
  const addresses = Array.from({ length: guessers }, (_, n) => `203.0.113.${n + 1}`);
  await reader.readWhile(Promise.all(addresses.map(guess)));
  const entered = (await new Visitor(server.origin).signIn(bystander)).status;
  line.did(`${guessers} clients with an address each, ${guesses} wrong passwords for one account.`);
  line.found([...answers].map(([status, count]) => `${count} × ${status}`).join(', '));
  line.found(`pages p95 ${reader.p95.toFixed(0)} ms over ${reader.visits} visits · somebody else signs in: ${entered}`);
  expect(new Set(answers.keys())).to.deep.equal(new Set([422, 429]));
  // As many as are allowed for one account in a quarter of an hour.
  expect(answers.get(422)).to.be.at.most(100);
  expect(reader.p95).to.be.below(1000);
  expect(entered).to.equal(303);
});
