import type { Span } from '../../transcripts/segment.ts';
import { sentencesOf } from '../sentence.ts';
import type { Quote } from './item.store.ts';
import { plain } from './words.ts';

/** A sentence more or less, at the beginning or the end. */
export const shifts = ['start-earlier', 'start-later', 'end-earlier', 'end-later'] as const;
export type Shift = (typeof shifts)[number];

/**
 * A span that begins or ends with another of the sentences; as it is where there is none further on. What is left lasts
 * at least `shortest`, in the unit of the spans.
 */
export function shifted(
  sentences: { start: number | null; end: number | null }[],
  { start, end }: Span,
  shift: Shift,
  shortest: number,
): Span {
  const starts = sentences.flatMap((sentence) => sentence.start ?? []);
  const ends = sentences.flatMap((sentence) => sentence.end ?? []);
  const found = {
    'start-earlier': starts.findLast((moment) => moment < start - near),
    'start-later': starts.find((moment) => moment > start + near && moment < end - shortest),
    'end-earlier': ends.findLast((moment) => moment < end - near && moment > start + shortest),
    'end-later': ends.find((moment) => moment > end + near),
  }[shift];
  return shift.startsWith('start') ? { start: found ?? start, end } : { start, end: found ?? end };
}

/** Times are rounded. */
const near = 0.05;

/** What is quoted of a typed answer, with a sentence of it more or less. */
export function shiftedText({ typed, text }: Pick<Quote, 'typed' | 'text'>, shift: Shift): string {
  const all = plain(typed ?? '');
  const quoted = text ?? '';
  const from = all.indexOf(quoted);
  // Somebody has corrected the answer since.
  if (from < 0) return quoted;
  const { start, end } = shifted(placesOf(all), { start: from, end: from + quoted.length }, shift, 0);
  return all.slice(start, end);
}

/** From which character to which each sentence goes. */
function placesOf(all: string): Span[] {
  let end = 0;
  return sentencesOf(all).map(({ text }) => {
    const start = all.indexOf(text, end);
    end = start + text.length;
    return { start, end };
  });
}
