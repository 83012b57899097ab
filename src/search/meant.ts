import type { Viewer } from '../accounts/reviewer.ts';
import type { Db } from '../platform/database.ts';
import { distance, distanceOfStem, folded } from './distance.ts';
import { wholeOf } from './excerpt.ts';
import { termsIn, type Term } from './query.ts';
import { listFound } from './store.ts';
import { listSomePlaces, listTerms } from './terms.store.ts';
import { isUnspaced } from './unspaced.ts';
import { kinds, type Kind, type Wanted } from './wanted.ts';

/**
 * What may have been meant, where nothing was found: the same with words of which a letter or two are others. It is made of
 * words as they stand in what the viewer finds; words of anything else are tried and never told.
 */
export async function findMeant(db: Db, viewer: Viewer, wanted: Wanted & { kind?: Kind | undefined }) {
  let text = wanted.text.trim();
  let misspelt = 0;
  for (const term of termsIn(wanted.text).filter(isMisspeltPerhaps)) {
    if (await isFound(db, viewer, { ...wanted, text: term.written + (term.isOpen ? '' : ' ') })) continue;
    if (++misspelt > mostMisspelt) return undefined;
    const near = await nearest(db, viewer, wanted, folded(term.written));
    if (!near) return undefined;
    text = text.replace(term.written, () => near);
  }
  const isOther = text !== wanted.text.trim();
  return isOther && (await isFound(db, viewer, { ...wanted, text: `${text} ` })) ? text : undefined;
}

/** Each is a look through thousands of words. */
const mostMisspelt = 3;

type Within = Wanted & { kind?: Kind | undefined };

function isMisspeltPerhaps({ words, written, isExcluded }: Term): boolean {
  return !isExcluded && words.length === 1 && words[0] === written && written.length > 3 && !isUnspaced(written);
}

async function isFound(db: Db, viewer: Viewer, wanted: Within): Promise<boolean> {
  for (const kind of wanted.kind ? [wanted.kind] : kinds) {
    if ((await listSomePlaces(db, viewer, kind, wanted, 1)).length > 0) return true;
  }
  return false;
}

/** How many letters may be others. */
const mostApart = (word: string) => (word.length < 6 ? 1 : 2);
const longestEnding = 5;
const mostTried = 6;

async function nearest(db: Db, viewer: Viewer, wanted: Within, word: string): Promise<string | undefined> {
  for (const stem of await stemsNear(db, word)) {
    for (const kind of wanted.kind ? [wanted.kind] : kinds) {
      const within = { ...wanted, text: `${stem}*` };
      const places = await listSomePlaces(db, viewer, kind, within, 2);
      for (const row of await listFound(db, viewer, kind, within, places)) {
        const parts = [row.title, row.body, row.said].flatMap(wholeOf).filter(({ found }) => found);
        const near = parts.find(({ text }) => distance(word, folded(text)) <= mostApart(word));
        if (near) return near.text.toLowerCase();
      }
    }
  }
  return undefined;
}

/** Words of the index that a misspelling may stand for, the likeliest first; it may begin with its second letter. */
async function stemsNear(db: Db, word: string): Promise<string[]> {
  const letters = new Set(Array.from(word).slice(0, 2));
  const lengths: [number, number] = [Math.max(3, word.length - longestEnding), word.length + longestEnding];
  const terms = (await Promise.all([...letters].map((letter) => listTerms(db, letter, lengths)))).flat();
  return terms
    .map(({ term, documents }) => ({ term, documents, apart: distanceOfStem(asWritten(term), word, longestEnding) }))
    .filter(({ apart }) => apart <= mostApart(word))
    .toSorted((a, b) => a.apart - b.apart || b.documents - a.documents)
    .slice(0, mostTried)
    .map(({ term }) => term);
}

/** The stem of "pulley" is "pullei". */
function asWritten(stem: string): string {
  return stem.replace(/i$/, 'y');
}
