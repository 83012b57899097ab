import type { Knex } from 'knex';
import { search } from '../../src/search/search.ts';
import { withProduct, type Product } from './product.ts';
import { makeAnswered } from './responses.ts';
import type { Row } from './row.ts';
import { signIn } from './sign-in.ts';
import { percentile } from './statistics.ts';

const answers = 10_000;
const phrasesEach = 10;
const wordsEach = 14;

/** What somebody types, letter by letter: a rare word after common ones, a phrase, something to leave out, and misspellings. */
const typed = [
  'the team waited for the pump',
  '"had the wrong ca',
  'winter -the',
  'engineering evening',
  'wrogn cabel',
];
const rounds = 4;

/** What each key costs who types into the search box among 100,000 phrases that were said: the whole page, and its queries alone. */
export function benchSearch(): Promise<Row[]> {
  return withProduct(async (product) => {
    await makeAnswered(product, answers, speak);
    const queries = await measure((text) => ask(product, text));
    await product.start();
    const headers = { Cookie: await signIn(product) };
    const pages = await measure(async (text) => {
      const page = await fetch(`${product.origin}/search?q=${encodeURIComponent(text)}`, { headers });
      if (!(await page.text()).includes('id="found"')) throw new Error(`The search for ${text} failed`);
    });
    return [
      { name: 'A key in the search box, 100,000 phrases, median', unit: 'ms', ours: percentile(pages, 50) },
      {
        name: 'A key in the search box, 100,000 phrases, p95',
        unit: 'ms',
        ours: percentile(pages, 95),
        goal: { atMost: 50 },
      },
      { name: 'Its queries alone, p95', unit: 'ms', ours: percentile(queries, 95) },
    ];
  });
}

async function ask({ deps, owner }: Product, text: string): Promise<void> {
  await search(deps.db, owner, { text, order: 'best' });
}

/** Milliseconds of every key, after a round to warm up. */
async function measure(look: (text: string) => Promise<void>): Promise<number[]> {
  const times: number[] = [];
  for (let round = 0; round <= rounds; round++) {
    for (const text of typed) {
      for (let length = 1; length <= text.length; length++) {
        const start = performance.now();
        await look(text.slice(0, length));
        if (round > 0) times.push(performance.now() - start);
      }
    }
  }
  return times;
}

const common = 'the we and to it was in that of they had on so with for when our then have not'.split(' ');
const lessCommon = 'team waited pump wrong cable winter engineer evening delivered twice boss grid valve storm'.split(
  ' ',
);
const syllables = 'ba co di fu ga he ji ko lu ma ne po ra se ti vu wo ya tor pre sti ment ter con'.split(' ');

/** Half of what is said are the same twenty words, as in any language; the rest come from thousands. */
async function speak(trx: Knex.Transaction, clipIds: string[]): Promise<void> {
  const next = dice();
  const word = () => {
    const kind = next(20);
    if (kind < 10) return common[next(common.length)];
    return kind < 12
      ? lessCommon[next(lessCommon.length)]
      : Array.from({ length: 2 + next(2) }, () => syllables[next(syllables.length)]).join('');
  };
  for (const [index, clip_id] of clipIds.entries()) {
    const phrases = Array.from({ length: phrasesEach }, () => Array.from({ length: wordsEach }, word).join(' '));
    const transcript = { id: index + 1, clip_id, engine: 'none', text: phrases.join(' '), created_at: '2026-01-01' };
    await trx('transcripts').insert(transcript);
    const rows = phrases.map((text, position) => ({
      transcript_id: transcript.id,
      position,
      start_seconds: position * 6,
      end_seconds: position * 6 + 6,
      text,
    }));
    await trx.batchInsert('transcript_segments', rows, 100);
  }
}

/** The same numbers each time (Lehmer's generator, as of Park and Miller 1988). */
function dice(): (sides: number) => number {
  let state = 1;
  return (sides) => {
    state = (state * 48_271) % 2_147_483_647;
    return state % sides;
  };
}
