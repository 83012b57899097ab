import type { MessageStarted, RecorderOnPage } from '../../src/browser/wire.ts';
import { declared, inPieces, sendAllButLast, type Bytes } from './pieces.ts';
import { withProduct, type Product } from './product.ts';
import type { Row } from './row.ts';
import { signIn } from './sign-in.ts';
import { median } from './statistics.ts';
import { seconds } from './stopwatch.ts';
import { takeOf } from './take.ts';

const rounds = 5;
const lengths = [30, 300];

/**
 * From "Stop recording" to the first bytes of the film for a stranger who opens the link: the last piece, the hashes of
 * all pieces, "stopped", the page, and a stretch of its film. Everything else was sent while it was recorded.
 */
export function benchShareable(take: string): Promise<Row[]> {
  return withProduct(async (product) => {
    await product.start();
    const author = await authorOf(product);
    const takes = lengths.map((length) => ({ length, pieces: inPieces(takeOf(length, take), length) }));
    const times = new Map(lengths.map((length) => [length, [] as number[]]));
    for (let round = 0; round <= rounds; round++) {
      for (const { length, pieces } of takes) {
        const taken = await untilShared(product, author, pieces);
        if (round > 0) times.get(length)!.push(taken);
      }
    }
    return lengths.map((length) => ({
      name: `Stop to the shared page plays, a message of ${length < 60 ? `${length} s` : `${length / 60} min`}`,
      unit: 's',
      ours: median(times.get(length)!),
      goal: { atMost: 1 },
    }));
  });
}

interface Author {
  cookie: string;
  token: string;
}

async function authorOf(product: Product): Promise<Author> {
  const cookie = await signIn(product);
  const page = await (await fetch(`${product.origin}/messages/new`, { headers: { Cookie: cookie } })).text();
  const json = (/data-recorder="([^"]+)"/.exec(page)?.[1] ?? '{}').replaceAll('&#34;', '"');
  return { cookie, token: (JSON.parse(json) as RecorderOnPage).token };
}

async function untilShared(product: Product, author: Author, pieces: Bytes[]): Promise<number> {
  const given = { kind: 'screen', mime: 'video/webm;codecs=h264,opus' };
  const { messageId, ticket, link } = await ask<MessageStarted>(product, author, 'POST', '/messages', given);
  const last = await sendAllButLast(product, ticket, pieces);
  return seconds(async () => {
    await last();
    const finished = { seconds: pieces.length, pieces: pieces.map(declared) };
    await ask(product, author, 'POST', `/messages/${messageId}/confirmation`, finished);
    await ask(product, author, 'PUT', `/messages/${messageId}/recording`, { parts: 1 });
    await expectPlays(link);
  });
}

async function ask<Answer>(
  { origin }: Product,
  { cookie, token }: Author,
  method: string,
  path: string,
  body: object,
): Promise<Answer> {
  const headers = { Cookie: cookie, 'X-CSRF-Token': token, 'Content-Type': 'application/json', Origin: origin };
  const answer = await fetch(origin + path, { method, headers, body: JSON.stringify(body) });
  if (!answer.ok) throw new Error(`${method} ${path} was answered ${answer.status}: ${await answer.text()}`);
  return (await answer.json()) as Answer;
}

async function expectPlays(link: string): Promise<void> {
  const page = await fetch(link);
  const cookie = page.headers
    .getSetCookie()
    .map((each) => each.split(';')[0])
    .join('; ');
  if (!(await page.text()).includes('/play')) throw new Error('The shared page shows no film');
  const answer = await fetch(`${link}/play`, { headers: { Cookie: cookie, Range: 'bytes=0-65535' } });
  const { byteLength } = await answer.arrayBuffer();
  if (answer.status !== 206 || byteLength !== 65_536)
    throw new Error(`It plays as ${answer.status}, ${byteLength} bytes`);
}
