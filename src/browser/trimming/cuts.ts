/** What is taken out, in seconds of the whole recording. */
export type Cut = [start: number, end: number];

/** The server keeps no less. */
const leastLeft = 0.5;

/** Ascending and apart: cuts that meet are one. */
export function tidied(cuts: Cut[], seconds: number): Cut[] {
  const result: Cut[] = [];
  const inside = cuts.map(([start, end]): Cut => [clamp(start, seconds), clamp(end, seconds)]);
  for (const [start, end] of inside.toSorted((a, b) => a[0] - b[0])) {
    if (end - start < 0.02) continue;
    const last = result.at(-1);
    if (last && start <= last[1] + 0.01) last[1] = Math.max(last[1], end);
    else result.push([start, end]);
  }
  return result;
}

function clamp(at: number, seconds: number): number {
  return at >= seconds - 0.01 ? seconds : Math.max(0, Math.round(at * 100) / 100);
}

export function secondsCut(cuts: Cut[]): number {
  return cuts.reduce((sum, [start, end]) => sum + end - start, 0);
}

/** Whether enough would be left. */
export function leavesEnough(cuts: Cut[], seconds: number): boolean {
  return seconds - secondsCut(cuts) >= leastLeft;
}

/** Where what is left begins, when a cut begins with the recording. */
export function startOf(cuts: Cut[]): number {
  const [first] = cuts;
  return first?.[0] === 0 ? first[1] : 0;
}

export function endOf(cuts: Cut[], seconds: number): number {
  const last = cuts.at(-1);
  return last?.[1] === seconds ? last[0] : seconds;
}

export function withStart(cuts: Cut[], at: number): Cut[] {
  return [[0, at], ...cuts.filter(([start]) => start !== 0)];
}

export function withEnd(cuts: Cut[], at: number, seconds: number): Cut[] {
  return [...cuts.filter(([, end]) => end !== seconds), [at, seconds]];
}

/** Without what lies between two moments, as if it had never been cut. */
export function restored(cuts: Cut[], from: number, to: number): Cut[] {
  return cuts.flatMap(([start, end]): Cut[] => {
    if (end <= from || start >= to) return [[start, end]];
    return [
      [start, Math.min(end, from)],
      [Math.max(start, to), end],
    ];
  });
}

/** True where at least half of a stretch is cut. */
export function isCut(cuts: Cut[], start: number, end: number): boolean {
  const shared = cuts.reduce((sum, [from, to]) => sum + Math.max(0, Math.min(end, to) - Math.max(start, from)), 0);
  return shared >= (end - start) / 2;
}
