import autocannon from 'autocannon';
import { Forked } from './forked.ts';
import { withProduct, type Product } from './product.ts';
import { makeAnswered } from './responses.ts';
import type { Row } from './row.ts';
import { signIn } from './sign-in.ts';
import { percentile } from './statistics.ts';

const connections = 10;
const rounds = 8;
const visitsPerRound = 50;

/** What a member looks at most, against a page of the same size by Express and EJS alone, and among many responses. */
export function benchPages(): Promise<Row[]> {
  return withProduct(async (product) => {
    const bare = await Forked.start('bare.ts');
    try {
      return asRows(await measure(await makePages(product, bare)));
    } finally {
      await bare.end();
    }
  });
}

interface Page {
  address: string;
  headers: Record<string, string>;
}

async function makePages(product: Product, bare: Forked) {
  const few = await makeAnswered(product, 100);
  const many = await makeAnswered(product, 10_000);
  await product.start();
  const headers = { Cookie: await signIn(product) };
  const own = (path: string): Page => ({ address: product.origin + path, headers });
  const list = own(`/forms/${few.formId}/responses`);
  const review = own(`/responses/${few.responseId}`);
  return {
    list,
    listOfMany: own(`/forms/${many.formId}/responses`),
    bareList: await sameSize(list, bare),
    review,
    reviewOfMany: own(`/responses/${many.responseId}`),
    bareReview: await sameSize(review, bare),
  };
}

type Name = keyof Awaited<ReturnType<typeof makePages>>;

async function sameSize({ address, headers }: Page, bare: Forked): Promise<Page> {
  const page = await fetch(address, { headers: { ...headers, Accept: 'text/html' } });
  return { address: `${bare.origin}/?bytes=${(await page.arrayBuffer()).byteLength}`, headers: {} };
}

interface Latency {
  p50: number;
  p99: number;
}

/** In turn and often, after one round to warm up, so that all meet the same machine. */
async function measure(pages: Record<Name, Page>): Promise<Record<Name, Latency>> {
  const names = Object.keys(pages) as Name[];
  const times = Object.fromEntries(names.map((name) => [name, [] as number[]])) as Record<Name, number[]>;
  for (let round = 0; round <= rounds; round++) {
    for (const name of names) {
      const measured = await visit(pages[name]);
      if (round > 0) times[name].push(...measured);
    }
  }
  const latency = (name: Name): Latency => ({ p50: percentile(times[name], 50), p99: percentile(times[name], 99) });
  return Object.fromEntries(names.map((name) => [name, latency(name)])) as Record<Name, Latency>;
}

/** Milliseconds of every visit. autocannon's own percentiles are whole ones. */
async function visit({ address, headers }: Page): Promise<number[]> {
  const times: number[] = [];
  const { non2xx, errors } = await autocannon({
    url: address,
    headers,
    connections,
    amount: visitsPerRound,
    setupClient: (client) => client.on('response', (_status, _bytes, milliseconds) => times.push(milliseconds)),
  });
  if (non2xx + errors > 0) throw new Error(`${address} was refused ${non2xx + errors} times`);
  return times;
}

function asRows(latency: Record<Name, Latency>): Row[] {
  const { list, review, listOfMany, reviewOfMany, bareList, bareReview } = latency;
  return [
    { name: 'Response list / bare page, median', unit: 'ms', ours: list.p50, theirs: bareList.p50 },
    { name: 'Response list / bare page, p99', unit: 'ms', ours: list.p99, theirs: bareList.p99 },
    { name: 'Review page / bare page, median', unit: 'ms', ours: review.p50, theirs: bareReview.p50 },
    { name: 'Review page / bare page, p99', unit: 'ms', ours: review.p99, theirs: bareReview.p99 },
    { name: 'List of 10,000 / of 100, p99', unit: 'ms', ours: listOfMany.p99, theirs: list.p99, goal: { ratio: 1.5 } },
    { name: 'Review among 10,000 / among 100, p99', unit: 'ms', ours: reviewOfMany.p99, theirs: review.p99 },
  ];
}
