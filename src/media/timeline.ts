import type { Stretch } from '../platform/silence.ts';

/** What is left between two cuts and is shorter than this goes with them: nobody could see or hear it. */
const shortestKept = 0.1;

/** The stretches of a recording that are left once its cuts are taken out; ascending, in seconds of the whole recording. */
export function keptOf(cuts: Stretch[], seconds: number): Stretch[] {
  const kept: Stretch[] = [];
  let at = 0;
  for (const [start, end] of [...cuts, [seconds, seconds] as const]) {
    if (start - at >= shortestKept) kept.push([at, start]);
    at = end;
  }
  return kept;
}

export function lengthOf(stretches: Stretch[]): number {
  return hundredths(stretches.reduce((sum, [start, end]) => sum + end - start, 0));
}

/** When a moment of the whole recording is seen once it is cut; of a moment that was cut, when what comes after it is. */
export function inEdited(kept: Stretch[], seconds: number): number {
  const before = kept.map(([start, end]) => Math.max(0, Math.min(end, seconds) - start));
  return hundredths(before.reduce((sum, part) => sum + part, 0));
}

/** How many of the seconds between two moments lie in some stretches that do not overlap. */
export function sharedSeconds(stretches: Stretch[], start: number, end: number): number {
  const shared = stretches.map(([from, to]) => Math.max(0, Math.min(end, to) - Math.max(start, from)));
  return shared.reduce((sum, part) => sum + part, 0);
}

/** Which moment of the whole recording is seen at one of the cut recording. */
export function inWhole(kept: Stretch[], seconds: number): number {
  let left = seconds;
  for (const [start, end] of kept) {
    if (left < end - start) return hundredths(start + left);
    left -= end - start;
  }
  return kept.at(-1)?.[1] ?? 0;
}

/** Times are kept to the hundredth of a second: sound is cut on exactly that grid, so that nothing adds up. */
export function hundredths(seconds: number): number {
  return Math.round(seconds * 100) / 100;
}
