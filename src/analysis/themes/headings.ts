import { mean } from '../vector.ts';
import { commonTopics } from './common-topics.ts';
import { mentions } from './mentions.ts';

/** A theme's sentences, each with who said it. */
export type Said = { text: string; personId: string; sentence: Float32Array; topicShares: Float32Array }[];

/** So much of a theme is about a common topic, and so many of its sentences about it before others, where that is its name. */
const clear = { share: 0.3, first: 0.45, mentions: 0.2 };
/** So many of its sentences, where the topic at least says what the words alone do not; and so much more than about the next. */
const likely = { first: 0.2, lead: 1.3, mentions: 0.3 };
/** So many people use one of its words, where a topic may at least be guessed. */
const conceivable = 0.1;
const nameless = 'Unnamed theme';

/** A heading for each theme, from what it is commonly called and its most telling phrases; no two are the same. */
export function headings(themes: Said[], phrases: string[][]): string[] {
  const topics = themes.map(topicOf);
  return told(phrases.map((list, i) => nameOf(i, topics, list)));
}

/** The second of a name is numbered. */
function told(names: string[]): string[] {
  return names.map((name, i) => {
    const before = names.slice(0, i).filter((other) => other === name).length;
    return before === 0 ? name : name.replace(/\??$/, ` ${before + 1}$&`);
  });
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
