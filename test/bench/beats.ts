import autocannon from 'autocannon';
import { findProfile } from '../../src/accounts/profile.ts';
import { updateClip } from '../../src/media/store.ts';
import { startMessage } from '../../src/messages/recording.ts';
import { timestamp } from '../../src/platform/clock.ts';
import { newId } from '../../src/platform/ids.ts';
import { listLinks, pathOf } from '../../src/sharing/link.ts';
import { insertVisit } from '../../src/sharing/visit.store.ts';
import { visitToken, type Visit } from '../../src/sharing/visit.ts';
import { Forked } from './forked.ts';
import { withProduct, type Product } from './product.ts';
import type { Row } from './row.ts';
import { percentile } from './statistics.ts';

const perSecond = 1000;
const seconds = 20;
/** By then everybody has sent their first one, before which their visit is looked up. */
const warmUpSeconds = 8;
const connections = 50;
/** Each sends a beat every six seconds or so. */
const viewers = 6000;

const name = `${perSecond.toLocaleString('en-GB')} beats a second from ${viewers.toLocaleString('en-GB')} viewers`;

/** As many viewers as send a thousand beats a second, each with a visit of their own, on one link. */
export function benchBeats(): Promise<Row[]> {
  return withProduct(async (product) => {
    const { path, requests } = await makeViewers(product);
    await product.start();
    const times = await send(product.origin + path, requests);
    const bare = await sendToBare();
    const [{ number = 0 } = {}]: { number?: number }[] = await product.deps.db('views').count({ number: '*' });
    if (number < viewers * 0.9) throw new Error(`Of ${viewers} viewers ${number} were written`);
    return [
      { name: `${name} / bare answer, median`, unit: 'ms', ours: percentile(times, 50), theirs: percentile(bare, 50) },
      { name: '… p99', unit: 'ms', ours: percentile(times, 99), theirs: percentile(bare, 99), goal: { atMost: 100 } },
    ];
  });
}

async function makeViewers({ deps, owner }: Product) {
  const profile = (await findProfile(deps.db, owner.id))!;
  const { messageId, clipId } = await startMessage(deps, profile, { kind: 'screen', mime: 'video/webm' }, '');
  await updateClip(deps.db, clipId, { seconds: 600 });
  const [link] = await listLinks(deps.db, { kind: 'message', id: messageId });
  const at = timestamp(deps.clock);
  const nobody = { memberId: null, email: null, name: null, agent: 'Firefox', isProgram: false };
  const made: Visit[] = Array.from({ length: viewers }, () => {
    return { ...nobody, id: newId(), linkId: link!.id, gate: 1, createdAt: at, lastSeenAt: at };
  });
  await deps.db.transaction(async (trx) => {
    for (const visit of made) await insertVisit(trx, visit);
  });
  const requests = made.map((visit) => ({
    method: 'POST' as const,
    headers: {
      'Content-Type': 'application/json',
      Cookie: `reelay-visit=${visit.id}.${deps.signer.sign('visit', visit.linkId, visit.id)}`,
      'X-Token': visitToken(deps, visit),
    },
    body: JSON.stringify({ spans: [[Math.random() * 300, 310]] }),
  }));
  return { path: `${pathOf(deps, link!)}/beats`, requests };
}

/** As often, of Express alone: what the machine has to give. */
async function sendToBare(): Promise<number[]> {
  const bare = await Forked.start('bare.ts');
  try {
    return await send(
      `${bare.origin}/?bytes=1`,
      Array.from({ length: connections }, () => ({ method: 'GET' })),
    );
  } finally {
    await bare.end();
  }
}

/** Milliseconds of every beat after the warm-up. Each connection speaks for viewers of its own. */
async function send(url: string, requests: autocannon.Request[]): Promise<number[]> {
  const times: number[] = [];
  const share = Math.ceil(requests.length / connections);
  let next = 0;
  const began = performance.now();
  const { non2xx, errors } = await autocannon({
    url,
    connections,
    overallRate: perSecond,
    duration: seconds,
    setupClient: (client) => {
      client.setRequests(requests.slice(next, (next += share)));
      client.on('response', (_status, _bytes, milliseconds) => {
        if (performance.now() - began > warmUpSeconds * 1000) times.push(milliseconds);
      });
    },
  });
  if (non2xx + errors > 0) throw new Error(`Beats were refused ${non2xx + errors} times`);
  if (times.length < perSecond * (seconds - warmUpSeconds) * 0.9)
    throw new Error(`Only ${times.length} beats were answered`);
  return times;
}
