import { expect } from 'chai';
import type { Response } from 'supertest';
import { createApp } from '../../src/app.ts';
import { updateMessage } from '../../src/messages/store.ts';
import { timestamp } from '../../src/platform/clock.ts';
import { changeLink, switchLink, type Given } from '../../src/sharing/link.ts';
import { makeMember } from '../support/visitor.ts';
import { makeWorld, withoutSpeech } from '../support/world.ts';
import { addressesBelow, ask, fullMessage, openLink, secret, type OpenLink } from './closed-links.ts';
import { promise } from './report/promise.ts';

const promised = 'A password, an end, a revocation and a view limit hold for every byte';

promise(promised, 'a stranger, and somebody who was in before, ask for everything below a link', 10, async (line) => {
  const world = await makeWorld(withoutSpeech);
  const author = await makeMember(world);
  const full = await fullMessage(world, author);
  const behindProxy = createApp({ ...world, config: { ...world.config, accelRedirect: '/protected/' } });
  const change = (given: Given) => (to: OpenLink) => changeLink(world, author, to.link.id, given);
  const closings: Record<string, (to: OpenLink) => Promise<unknown>> = {
    'asks for a password': change({ access: 'password', password: 'lamplight' }),
    'is for named people': change({ access: 'named', people: ['priya@acme.example'] }),
    'is for the workspace': change({ access: 'workspace' }),
    'has expired': change({ expiresAt: timestamp(world.clock) }),
    'was switched off': (to) => switchLink(world, author, to.link.id, false),
    'has been used up': change({ mostViewers: 1 }),
    'leads to the bin': () => updateMessage(world.db, full.message.id, { deletedAt: timestamp(world.clock) }),
  };
  let tried = 0;
  for (const [how, close] of Object.entries(closings)) {
    const open = await openLink(world, full);
    const addresses = addressesBelow(full, open);
    const known = new Map<string, Response>();
    for (const address of addresses.filter((each) => each.startsWith('get '))) {
      const answer = await ask(full.app, address, open.headers);
      if (answer.status !== 200) continue;
      expect(answer.headers['cache-control'], address).to.match(/no-store|no-cache/);
      known.set(address, answer);
    }
    if (tried === 0)
      line.found(`${addresses.length} addresses, of which ${known.size} give something while it is open`);
    expect(known.size).to.be.greaterThan(35);
    await close(open);
    const people = { stranger: {}, 'who was in': open.headers };
    for (const [who, headers] of Object.entries(people).slice(0, how === 'has been used up' ? 1 : 2)) {
      for (const [address, more] of waysToAsk(addresses, known)) {
        for (const app of [full.app, behindProxy]) {
          const what = `${address} of a link that ${how}, ${who}, ${JSON.stringify(more)}`;
          expectNothing(await ask(app, address, { ...headers, ...more }), known.get(address), what);
          tried += 1;
        }
      }
    }
  }
  line.did(`A link that ${Object.keys(closings).join(', ')}: all routes below them, as Express has them.`);
  line.did('GET and HEAD, with copies known from before, for stretches, with and without a proxy that sends media.');
  line.found(`${tried} requests, none of which told or gave anything`);
  expect(await world.db('comments')).to.have.length(2);
});

/** Each address by each of its methods, for all of it, for a stretch, and by whoever has a copy. */
function waysToAsk(addresses: string[], known: Map<string, Response>): [string, Record<string, string>][] {
  const forms = addresses.flatMap((each) => (each.startsWith('get ') ? [each, each.replace('get', 'head')] : [each]));
  return forms.flatMap((address) => {
    const { headers } = known.get(address.replace(/^head/, 'get')) ?? {};
    const { etag, 'last-modified': modified } = (headers ?? {}) as Record<string, string | undefined>;
    const ways: Record<string, string>[] = [
      {},
      { Range: 'bytes=0-1' },
      ...(etag ? [{ 'If-None-Match': etag }, { 'If-Range': etag, Range: 'bytes=0-1' }] : []),
      ...(modified ? [{ 'If-Modified-Since': modified }] : []),
    ];
    return ways.map((way): [string, Record<string, string>] => [address, way]);
  });
}

/** A refusal, the way to sign in, or a page that asks: and no word, byte, length or mark of what is behind it. */
function expectNothing({ status, headers, text, body }: Response, known: Response | undefined, what: string): void {
  const told = headers as Record<string, string | undefined>;
  expect([200, 302, 401, 403, 404, 410, 422], what).to.include(status);
  const said = `${text ?? ''}${Buffer.isBuffer(body) ? body.toString('latin1') : ''}${JSON.stringify(headers)}`;
  expect(said, what).to.not.include(secret);
  expect(told['x-accel-redirect'], what).to.equal(undefined);
  expect(told['content-type'] ?? 'text/html', what).to.match(/^(text\/html|application\/json)/);
  if (known && told.etag) expect(told.etag, what).to.not.equal(known.headers.etag);
  if (status === 200) expect(what).to.match(/^(get|head) (\/embed)?\/s\/[\w-]+(\/requests)? of/);
}
