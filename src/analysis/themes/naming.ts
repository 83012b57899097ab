import { phrasesOf, stem } from '../phrases.ts';
import { dot, mean, normalise } from '../vector.ts';
import { commonTopics } from './common-topics.ts';

/** A theme's sentences, each with who said it. */
export type Said = { text: string; personId: string; sentence: Float32Array; topicShares: Float32Array }[];

export interface Naming {
  name: string;
  /** The most telling phrases, most telling first; each was said by at least two people. */
  phrases: string[];
}

/** So much of a theme has to be about a common topic for that to give it its name. */
const clearShare = 0.25;
/** So much, for it to say what bare words do not. */
const likelyShare = 0.08;

/**
 * Names for themes: what they are commonly called, where that is clear and no other theme's name; else their most telling phrases.
 * A phrase tells much where many people of a theme use it and few others (class-based TF-IDF, Grootendorst 2022), and where
 * its meaning is near the theme's. No word that only one person said gets into a name.
 * @param embed vectors of length 1
 */
export async function nameThemes(
  themes: Said[],
  embed: (texts: string[]) => Promise<Float32Array[]>,
): Promise<Naming[]> {
  const counts = themes.map(countPhrases);
  const everywhere = new Map<string, number>();
  for (const count of counts) for (const [key, { people }] of count) add(everywhere, key, people.size);
  const phrases = await Promise.all(themes.map((theme, i) => telling(theme, counts[i]!, everywhere, embed)));
  const topics = themes.map(topicOf);
  return phrases.map((list, i) => ({ name: nameOf(i, topics, list), phrases: list }));
}

interface Counted {
  /** As it was said most recently. */
  phrase: string;
  people: Set<string>;
}

function countPhrases(said: Said): Map<string, Counted> {
  const counted = new Map<string, Counted>();
  for (const { text, personId } of said) {
    for (const phrase of phrasesOf(text)) {
      const known = counted.get(stem(phrase)) ?? { phrase, people: new Set() };
      known.people.add(personId);
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
  everywhere: Map<string, number>,
  embed: (texts: string[]) => Promise<Float32Array[]>,
): Promise<string[]> {
  const candidates = [...counts]
    .filter(([, { people }]) => people.size >= 2)
    .map(([key, { phrase, people }]) => {
      const others = everywhere.get(key)! - people.size;
      const words = phrase.split(' ').length;
      return { phrase, score: people.size * Math.log(1 + people.size / (others + 0.5)) * (1 + 0.6 * (words - 1)) };
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
}

function topicOf(said: Said): Topic {
  const shares = mean(said.map(({ topicShares }) => topicShares));
  const share = Math.max(...shares);
  return { index: shares.indexOf(share), share };
}

function nameOf(theme: number, topics: Topic[], phrases: string[]): string {
  const { index, share } = topics[theme]!;
  const isUnique = topics.every((other, i) => i === theme || other.index !== index || other.share < share);
  const topic = commonTopics[index]!.name;
  if (share >= clearShare && isUnique) return topic;
  const told = phrases.slice(0, 2).join(', ');
  const tellsMuch = phrases.slice(0, 2).some((phrase) => phrase.includes(' '));
  if (told !== '' && (tellsMuch || share < likelyShare)) return capitalised(told);
  return told === '' ? topic : `${topic}: ${told}`;
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
