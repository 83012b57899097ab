import type { Segment } from './segment.ts';

export interface SuggestedChapter {
  /** Seconds. */
  at: number;
  title: string;
}

/** Phrases on each side of a moment whose words are compared. */
const around = 6;

const shortestSeconds = 20;
const most = 12;

/** A pause of this many seconds counts as much as a complete change of words. */
const longPause = 2.5;

/** Below, nothing speaks for a new chapter. */
const least = 1;

/**
 * Where chapters may begin: where somebody pauses and other words come after than before (after TextTiling, Hearst 1997).
 * None for what is short. They are suggestions, from what was said alone.
 * @param segments in order
 */
export function suggestChapters(segments: Segment[], seconds: number): SuggestedChapter[] {
  if (seconds < 3 * shortestSeconds || segments.length < 4) return [];
  const begins = [0];
  const scored = segments.map((_, index) => ({ index, score: index === 0 ? 0 : scoreAt(segments, index) }));
  for (const { index, score } of scored.toSorted((a, b) => b.score - a.score)) {
    if (score < least || begins.length >= most) break;
    const at = segments[index]!.start;
    const isFar = begins.every((begun) => Math.abs(segments[begun]!.start - at) >= shortestSeconds);
    if (isFar && seconds - at >= shortestSeconds) begins.push(index);
  }
  if (begins.length === 1) return [];
  return begins
    .toSorted((a, b) => a - b)
    .map((index) => ({ at: index === 0 ? 0 : segments[index]!.start, title: firstWords(segments[index]!.text, 6) }));
}

function scoreAt(segments: Segment[], index: number): number {
  const pause = segments[index]!.start - segments[index - 1]!.end;
  const before = wordsIn(segments.slice(Math.max(0, index - around), index));
  const after = wordsIn(segments.slice(index, index + around));
  return Math.min(1, pause / longPause) + (1 - likeness(before, after));
}

/** Short words are everywhere and say nothing about what is spoken of. */
function wordsIn(segments: Segment[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { text } of segments) {
    for (const [word] of text.toLowerCase().matchAll(/[\p{L}\p{N}]{4,}/gu))
      counts.set(word, (counts.get(word) ?? 0) + 1);
  }
  return counts;
}

/** Cosine of the angle between two counts of words: 1 for the same, 0 for nothing in common. */
function likeness(a: Map<string, number>, b: Map<string, number>): number {
  const dot = [...a].reduce((sum, [word, count]) => sum + count * (b.get(word) ?? 0), 0);
  const size = (counts: Map<string, number>) => Math.hypot(...counts.values());
  return dot === 0 ? 0 : dot / (size(a) * size(b));
}

/** "We met Ms. Calder at the…": at most so many words, without the full stop. */
export function firstWords(text: string, most: number): string {
  const words = text.trim().split(/\s+/);
  const said = words.slice(0, most).join(' ');
  const first = said.charAt(0).toUpperCase() + said.slice(1);
  return words.length > most ? `${first}…` : first.replace(/[.!?…,;:]+$/, '');
}
