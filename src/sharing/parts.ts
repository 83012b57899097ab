/** A stretch of a film, in seconds. */
export type Part = readonly [from: number, to: number];

/** As fast as our player goes. */
const fastest = 2.5;

/** For clocks and timers that are not exact. Given once, not with every beat. */
export const slackSeconds = 2;

/** How much film somebody may have played in that time, and what is left of it for later. */
export interface Allowance {
  parts: Part[];
  left: number;
}

/**
 * What of it can be true: within the film, and no more of it than can be played in the time that passed. The rest is
 * cut off, from the end.
 * @param length of the film in seconds; null while nobody knows
 * @param left what the beat before has left over
 */
export function plausible(
  spans: readonly Part[],
  length: number | null,
  passedSeconds: number,
  left: number,
): Allowance {
  let budget = Math.max(0, passedSeconds) * fastest + Math.min(left, slackSeconds);
  const parts: Part[] = [];
  for (const [from, end] of spans) {
    const to = Math.min(end, length ?? end, from + budget);
    if (to <= from) continue;
    budget -= to - from;
    parts.push([from, to]);
  }
  return { parts, left: budget };
}

/** Seconds between two stretches that are still one: what a player reports has small holes. */
const hole = 0.3;

/** Sorted, with what overlaps or touches joined. */
export function joinParts(parts: readonly Part[]): Part[] {
  const joined: [number, number][] = [];
  for (const [from, to] of parts.toSorted(([a], [b]) => a - b)) {
    const last = joined.at(-1);
    if (last && from <= last[1] + hole) last[1] = Math.max(last[1], to);
    else joined.push([from, to]);
  }
  return joined.map(([from, to]) => [tenth(from), tenth(to)]);
}

function tenth(seconds: number): number {
  return Math.round(seconds * 10) / 10;
}

export function lengthOf(parts: readonly Part[]): number {
  return parts.reduce((sum, [from, to]) => sum + to - from, 0);
}

/** How many of the viewers, 0 to 1, saw each of so many equal stretches of the film. Empty where there is nothing to tell. */
export function heatOf(views: readonly (readonly Part[])[], length: number, stretches: number): number[] {
  if (views.length === 0 || length <= 0) return [];
  const width = length / stretches;
  const heat = Array.from({ length: stretches }, () => 0);
  for (const [from, to] of views.flat()) {
    for (let i = Math.max(0, Math.floor(from / width)); i < stretches && i * width < to; i++) {
      heat[i]! += (Math.min(to, (i + 1) * width) - Math.max(from, i * width)) / width / views.length;
    }
  }
  return heat.map((share) => Math.min(1, share));
}

/** The line of it as an SVG path, in a box of 100 by 20 whose upper edge is everybody. */
export function heatLine(heat: readonly number[]): string {
  const x = (i: number) => ((i * 100) / heat.length).toFixed(2);
  const steps = heat.map((share, i) => `V${(20 - share * 20).toFixed(2)}H${x(i + 1)}`);
  return `M0 20${steps.join('')}V20Z`;
}
