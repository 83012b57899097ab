import { isDecent, nounShares, phrasesOf, stem } from '../phrases.ts';
import { dot, mean, normalise } from '../vector.ts';
import { headings, type Said } from './headings.ts';

export interface Naming {
  name: string;
  /** The most telling phrases, most telling first; each was said by at least two people. */
  phrases: string[];
}

/**
 * Names for themes: what they are commonly called, where that is clear and no other theme's name; else their most telling phrases,
 * with what they are commonly called before them where that is likely, and with a question mark where it is a guess. A wrong name is worse than a
 * dull one: a topic that too few mention names nothing. A phrase tells much where many people of a theme use it and few others (class-based TF-IDF, Grootendorst 2022), and where
 * its meaning is near the theme's; a thing tells more than what is done with it. No word that only one person said gets into a name.
 * @param embed vectors of length 1
 */
export async function nameThemes(
  themes: Said[],
  embed: (texts: string[]) => Promise<Float32Array[]>,
): Promise<Naming[]> {
  const counts = themes.map(countPhrases);
  const everywhere = new Map<string, number>();
  for (const count of counts) for (const [key, { people }] of count) add(everywhere, key, people.size);
  const nouns = nounShares(themes.flat().map(({ text }) => text));
  const phrases = await Promise.all(themes.map((theme, i) => telling(theme, counts[i]!, { everywhere, nouns }, embed)));
  const names = headings(themes, phrases);
  return phrases.map((list, i) => ({ name: names[i]!, phrases: list }));
}

interface Counted {
  /** The shortest form in which it was said. */
  phrase: string;
  people: Set<string>;
}

function countPhrases(said: Said): Map<string, Counted> {
  const counted = new Map<string, Counted>();
  for (const { text, personId } of said) {
    for (const phrase of phrasesOf(text)) {
      const known = counted.get(stem(phrase)) ?? { phrase, people: new Set() };
      known.people.add(personId);
      if (phrase.length < known.phrase.length) known.phrase = phrase;
      counted.set(stem(phrase), known);
    }
  }
  return counted;
}

function add(sums: Map<string, number>, key: string, value: number): void {
  sums.set(key, (sums.get(key) ?? 0) + value);
}

async function telling(
  said: Said,
  counts: Map<string, Counted>,
  { everywhere, nouns }: { everywhere: Map<string, number>; nouns: Map<string, number> },
  embed: (texts: string[]) => Promise<Float32Array[]>,
): Promise<string[]> {
  const candidates = [...counts]
    .filter(([, { phrase, people }]) => people.size >= 2 && isDecent(phrase))
    .filter(([key, { phrase }]) => phrase.includes(' ') || isThing(phrase, nouns.get(key) ?? 0))
    .map(([key, { phrase, people }]) => {
      const others = everywhere.get(key)! - people.size;
      const words = phrase.split(' ').length;
      const thing = words > 1 ? 1 : 0.2 + (nouns.get(key) ?? 0);
      const often = people.size * Math.log(1 + people.size / (others + 0.5));
      return { phrase, score: often * thing * (1 + 0.6 * (words - 1)) };
    })
    .toSorted((a, b) => b.score - a.score || a.phrase.localeCompare(b.phrase))
    .slice(0, 24);
  if (candidates.length === 0) return [];
  const centre = normalise(mean(said.map(({ sentence }) => sentence)));
  const vectors = await embed(candidates.map(({ phrase }) => phrase));
  const ranked = candidates
    .map(({ phrase, score }, i) => ({ phrase, score: score * (0.2 + Math.max(0, dot(vectors[i]!, centre))) }))
    .toSorted((a, b) => b.score - a.score);
  return withoutOverlap(ranked.map(({ phrase }) => phrase)).slice(0, 5);
}

/** Words of any subject, and those that are hardly ever used as names of things, make no heading. */
function isThing(word: string, nounShare: number): boolean {
  return nounShare >= 0.2 && !ofAnySubject.has(word);
}

const ofAnySubject = new Set(
  'bit place person talk end top side part side kind word idea hour hours minute minutes time live front middle'.split(
    ' ',
  ),
);

function withoutOverlap(phrases: string[]): string[] {
  const kept: string[] = [];
  for (const phrase of phrases) {
    const words = stem(phrase).split(' ');
    if (
      !kept.some((other) =>
        stem(other)
          .split(' ')
          .some((word) => words.includes(word)),
      )
    )
      kept.push(phrase);
  }
  return kept;
}
