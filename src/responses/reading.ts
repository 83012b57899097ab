import type { Deps } from '../platform/deps.ts';
import { Hook } from '../platform/hook.ts';
import type { Span } from '../transcripts/segment.ts';

/** How something is meant, by the model's own account. */
export interface Felt {
  /** From -1, negative, to 1, positive. */
  sentiment: number;
  feeling: 'negative' | 'neutral' | 'positive';
  /** How sure, from 0 to 1. */
  confidence: number;
}

/** What is known of the words of an answer. */
export interface Reading {
  /** As of BCP 47; null where the engine does not read it. */
  language: string | null;
  words: number;
  wordsPerMinute: number | null;
  talkSeconds: number | null;
  silentSeconds: number | null;
  /** Null where the engine does not read its language. */
  felt: Felt | null;
  keyPhrases: string[];
  /** With their moments where they were spoken. */
  sentences: { text: string; start: number | null; end: number | null; felt: Felt | null }[];
}

/** What was read of a response. */
export interface Readings {
  /** By the answer's id. */
  answers: Map<string, Reading>;
  isBeingRead: boolean;
  /** What the server lacks for it, in words for whoever runs it. */
  missing: string | undefined;
}

/** Filled by whoever reads answers. */
export const readingsOf = new Hook<[Deps, string], Promise<Readings>>('readingsOf');

/** How the sentence is meant that most of a phrase belongs to; undefined where nothing is known. */
export function feltAt({ sentences }: Pick<Reading, 'sentences'>, { start, end }: Span): Felt | undefined {
  const shared = (sentence: Reading['sentences'][number]) =>
    sentence.start === null || sentence.end === null
      ? 0
      : Math.min(end, sentence.end) - Math.max(start, sentence.start);
  const nearest = sentences.toSorted((a, b) => shared(b) - shared(a))[0];
  return nearest && shared(nearest) > 0 ? (nearest.felt ?? undefined) : undefined;
}

const names = new Intl.DisplayNames('en-GB', { type: 'language' });

/** "English", or that it is none the engine knows. */
export function languageName({ language, words }: Pick<Reading, 'language' | 'words'>): string | undefined {
  if (language) return names.of(language);
  return words >= 5 ? 'Not a language that the engine reads' : undefined;
}

/** "+0.62", "−0.40", "0.00". */
export function signedSentiment(value: number): string {
  const number = Math.abs(value).toFixed(2);
  if (number === '0.00') return number;
  return `${value > 0 ? '+' : '−'}${number}`;
}

/** For views. */
export const readingWords = { feltAt, languageName, signedSentiment };
