import { wordsOf } from '../transcripts/edited.ts';

/** A phrase of a transcript, or a sentence of a text, which has no moments. */
export interface Phrase {
  text: string;
  /** Where it begins in the whole answer, in characters. */
  from: number;
  start: number | null;
  end: number | null;
}

/** Words of an answer, with their place in its text and their moments in seconds. */
export interface Passage {
  text: string;
  from: number;
  to: number;
  start: number | null;
  end: number | null;
}

interface Word extends Passage {
  from: number;
}

const segmenter = new Intl.Segmenter('en', { granularity: 'sentence' });

/** A typed text's sentences; between them stands what the text has there. */
export function phrasesOfText(text: string): Phrase[] {
  // Browsers show no carriage returns, and places are counted in what they show.
  return [...segmenter.segment(text.replaceAll('\r\n', '\n'))].map(({ segment, index }) => ({
    text: segment,
    from: index,
    start: null,
    end: null,
  }));
}

/** The whole answer, in which places are counted. */
export function textOf(phrases: Phrase[]): string {
  let text = '';
  for (const phrase of phrases) text += ' '.repeat(phrase.from - text.length) + phrase.text;
  return text;
}

/** The words that lie between two places or across them, as a whole; undefined where there is none. */
export function passageAt(phrases: Phrase[], from: number, to: number): Passage | undefined {
  const words = phrases.flatMap(wordsIn).filter((word) => word.from < to && word.to > from);
  return passageOf(phrases, words);
}

/**
 * Where words that were pinned stand now: as they were, nearest to their moment, or else what is said from that moment on
 * until its end. Undefined where nothing is said then.
 */
export function placeOf(
  phrases: Phrase[],
  { text, start, end }: Pick<Passage, 'text' | 'start' | 'end'>,
): Passage | undefined {
  const words = phrases.flatMap(wordsIn);
  const near = nearest(findAll(textOf(phrases), text), words, start);
  if (near && distance(near.word, start) <= movedSeconds) {
    const to = near.from + text.length;
    const those = words.filter((word) => word.from < to && word.to > near.from);
    if (those.length > 0) return passageOf(phrases, those);
  }
  if (start === null || end === null) return undefined;
  const isThen = (word: Word) => middle(word) >= start && middle(word) <= end;
  return passageOf(phrases, words.filter(isThen));
}

/** The same words further away than this are said by chance again. */
const movedSeconds = 3;

function passageOf(phrases: Phrase[], words: Word[]): Passage | undefined {
  const [first, last] = [words[0], words.at(-1)];
  if (!first || !last) return undefined;
  const text = textOf(phrases).slice(first.from, last.to);
  return { text, from: first.from, to: last.to, start: first.start, end: last.end };
}

/** A phrase's words are timed by their share of its characters. */
function wordsIn({ text, from, start, end }: Phrase): Word[] {
  const found = [...text.matchAll(/\S+/g)];
  const timed = start === null || end === null ? [] : wordsOf({ text, start, end });
  return found.map(([word], i) => ({
    text: word,
    from: from + found[i]!.index,
    to: from + found[i]!.index + word.length,
    start: timed[i]?.start ?? null,
    end: timed[i]?.end ?? null,
  }));
}

/** Of the places where words were found, in turn, the one whose first word is nearest to a moment. Each word is looked at once. */
function nearest(found: number[], words: Word[], moment: number | null): { from: number; word: Word } | undefined {
  let best: { from: number; word: Word } | undefined;
  let at = 0;
  for (const from of found) {
    while (at < words.length && words[at]!.to <= from) at++;
    const word = words[at];
    if (word && (!best || distance(word, moment) < distance(best.word, moment))) best = { from, word };
  }
  return best;
}

/** Where each find begins; none of nothing. */
function findAll(text: string, wanted: string): number[] {
  if (wanted === '') return [];
  const found: number[] = [];
  for (let at = text.indexOf(wanted); at !== -1; at = text.indexOf(wanted, at + 1)) found.push(at);
  return found;
}

function distance({ start }: Passage, moment: number | null): number {
  return Math.abs((start ?? 0) - (moment ?? 0));
}

function middle({ start, end }: Word): number {
  return ((start ?? 0) + (end ?? 0)) / 2;
}
