import { wordsOf } from '../../transcripts/edited.ts';
import type { Segment, Span } from '../../transcripts/segment.ts';

/** What was said in a stretch of a recording: of phrases that it cuts, the words whose middle lies in it. */
export function saidWithin(segments: Segment[], { start, end }: Span): Segment[] {
  return segments.flatMap((segment) => {
    if (segment.end <= start || segment.start >= end) return [];
    if (segment.start >= start - near && segment.end <= end + near) return [clipped(segment, { start, end })];
    const words = wordsOf(segment).filter((word) => isWithin((word.start + word.end) / 2, { start, end }));
    const [first, last] = [words[0], words.at(-1)];
    if (!first || !last) return [];
    const text = words.map((word) => word.text).join(' ');
    return [clipped({ start: first.start, end: last.end, text }, { start, end })];
  });
}

/** Times are rounded. */
const near = 0.05;

function isWithin(moment: number, { start, end }: Span): boolean {
  return moment >= start && moment <= end;
}

function clipped({ text, ...span }: Segment, within: Span): Segment {
  return { text, start: Math.max(span.start, within.start), end: Math.min(span.end, within.end) };
}

/** The first words of something, to call it by. */
export function beginningOf(text: string, most = 8): string {
  const words = text.split(/\s+/).filter(Boolean);
  return words.length > most ? `${words.slice(0, most).join(' ')} …` : words.join(' ');
}

/** White space as it is compared. */
export function plain(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
