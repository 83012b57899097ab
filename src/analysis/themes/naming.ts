import { isDecent, nounShares, phrasesOf, stem } from '../phrases.ts';
import { dot, mean, normalise } from '../vector.ts';
import { commonTopics } from './common-topics.ts';
import { mentions } from './mentions.ts';

/** A theme's sentences, each with who said it. */
export type Said = { text: string; personId: string; sentence: Float32Array; topicShares: Float32Array }[];

export interface Naming {
  name: string;
  /** The most telling phrases, most telling first; each was said by at least two people. */
  phrases: string[];
}

/** So much of a theme is about a common topic, and so many of its sentences about it before others, where that is its name. */
const clear = { share: 0.3, first: 0.45, mentions: 0.2 };
/** So many of its sentences, where the topic at least says what the words alone do not; and so much more than about the next. */
const likely = { first: 0.2, lead: 1.3, mentions: 0.3 };
/** So many people use one of its words, where a topic may at least be guessed. */
const conceivable = 0.1;
const nameless = 'Unnamed theme';

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
  const topics = themes.map(topicOf);
  const names = told(phrases.map((list, i) => nameOf(i, topics, list)));
  return phrases.map((list, i) => ({ name: names[i]!, phrases: list }));
}

/** The second of a name is numbered. */
function told(names: string[]): string[] {
  return names.map((name, i) => {
    const before = names.slice(0, i).filter((other) => other === name).length;
    return before === 0 ? name : name.replace(/\??$/, ` ${before + 1}$&`);
  });
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

interface Topic {
  index: number;
  share: number;
  /** Of its sentences, how many are about this topic before all others. */
  first: number;
  /** By how many times its share exceeds the next topic's. */
  lead: number;
  /** The share of its people who use one of the topic's words. */
  mentions: number;
}

function topicOf(said: Said): Topic {
  const shares = mean(said.map(({ topicShares }) => topicShares));
  const [share, next] = shares.toSorted((a, b) => b - a);
  const index = shares.indexOf(share!);
  const first = said.filter(({ topicShares }) => topicShares.indexOf(Math.max(...topicShares)) === index).length;
  return {
    index,
    share: share!,
    first: first / said.length,
    lead: share! / (next ?? share!),
    mentions: mentions(said, index) ?? 1,
  };
}

function nameOf(theme: number, topics: Topic[], phrases: string[]): string {
  const own = topics[theme]!;
  const topic = commonTopics[own.index]!.name;
  const isUnique = topics.every((other, i) => i === theme || other.index !== own.index || other.share < own.share);
  if (reaches(own, clear) && own.share >= clear.share && isUnique) return topic;
  const [phrase] = phrases;
  const guess = own.mentions >= conceivable ? topic : undefined;
  if (phrase === undefined) return guess ? `${guess}?` : nameless;
  if (reaches(own, likely) && own.lead >= likely.lead) return `${topic}: ${phrases.slice(0, 2).join(', ')}`;
  // A bare word tells too little, so a guess stands beside it.
  if (phrases.length === 1 && !phrase.includes(' '))
    return `${capitalised(phrase)}${guess ? `: ${guess.toLowerCase()}` : ''}?`;
  return capitalised(phrases.slice(0, phrase.includes(' ') ? 2 : 3).join(', '));
}

function reaches({ first, mentions: mentioned }: Topic, limit: { first: number; mentions: number }): boolean {
  return first >= limit.first && mentioned >= limit.mentions;
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
