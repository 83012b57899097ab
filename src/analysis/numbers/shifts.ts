import { randomFrom } from '../themes/random.ts';
import { meanOf, type Mean } from './mean.ts';

/** How somebody's answers feel, from -1 to 1, and when they came. */
export interface FeltAt {
  /** ISO 8601, in UTC. */
  at: string;
  sentiment: number;
}

/** From one moment on people feel otherwise than before. */
export interface Shift {
  /** When the first answer after it came. */
  at: string;
  /** When the stretch before it began. */
  since: string;
  /** When the next one begins; undefined for the last. */
  until: string | undefined;
  before: Mean;
  after: Mean;
}

/** So many people are needed on each side of a shift. */
export const fewestPeople = 8;
/** A smaller change is none that anybody would notice, however sure it is. */
const leastChange = 0.15;
const mostShifts = 5;
const permutations = 99;

/**
 * Notable changes of a series. The series is cut in two where the means differ most for the number of people on either
 * side (the largest standardised cumulative sum), then each part again: binary segmentation (L. Vostrikova, "Detecting
 * Disorder in Multidimensional Random Processes", 1981). A cut stands if no one of 99 random orders of the same values has
 * one as clear (W. A. Taylor, "Change-Point Analysis", 2000: p ≤ 0.01), and if the change is at least 0.15. The same
 * answers give the same cuts.
 * @param felt in the order of time
 */
export function shiftsIn(felt: FeltAt[]): Shift[] {
  const cuts: number[] = [];
  const parts: [number, number][] = [[0, felt.length]];
  for (let part; cuts.length < mostShifts && (part = parts.shift());) {
    const at = cutOf(felt.slice(...part));
    if (at === undefined) continue;
    const cut = part[0] + at;
    cuts.push(cut);
    parts.push([part[0], cut], [cut, part[1]]);
  }
  return shiftsAt(
    felt,
    cuts.toSorted((a, b) => a - b),
  );
}

function cutOf(felt: FeltAt[]): number | undefined {
  if (felt.length < 2 * fewestPeople) return undefined;
  const values = felt.map(({ sentiment }) => sentiment);
  // Answers of one moment, as of an import, have no order among them.
  const mayCut = felt.map(
    ({ at }, i) => i >= fewestPeople && i <= felt.length - fewestPeople && felt[i - 1]!.at !== at,
  );
  const best = clearestCut(values, mayCut);
  if (best.at === undefined || Math.abs(changeAt(values, best.at)) < leastChange) return undefined;
  const random = randomFrom(values.length);
  for (let i = 0; i < permutations; i++) {
    shuffle(values, random);
    if (clearestCut(values, mayCut).clearness >= best.clearness) return undefined;
  }
  return best.at;
}

/** Clearness is the square of the cumulative sum's distance from a straight line, by how far chance takes it there. */
function clearestCut(values: number[], mayCut: boolean[]): { at: number | undefined; clearness: number } {
  const count = values.length;
  const mean = values.reduce((sum, value) => sum + value, 0) / count;
  let best: { at: number | undefined; clearness: number } = { at: undefined, clearness: 0 };
  let sum = 0;
  for (let i = 1; i < count; i++) {
    sum += values[i - 1]! - mean;
    const clearness = (sum * sum * count) / (i * (count - i));
    if (mayCut[i] && clearness > best.clearness) best = { at: i, clearness };
  }
  return best;
}

function changeAt(values: number[], at: number): number {
  return meanOf(values.slice(at))!.mean - meanOf(values.slice(0, at))!.mean;
}

/** Fisher and Yates. */
function shuffle(values: number[], random: () => number): void {
  for (let i = values.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    [values[i], values[j]] = [values[j]!, values[i]!];
  }
}

function shiftsAt(felt: FeltAt[], cuts: number[]): Shift[] {
  const mean = (from: number, to: number | undefined) =>
    meanOf(felt.slice(from, to).map(({ sentiment }) => sentiment))!;
  return cuts.map((cut, i) => ({
    at: felt[cut]!.at,
    since: felt[cuts[i - 1] ?? 0]!.at,
    until: felt[cuts[i + 1] ?? felt.length]?.at,
    before: mean(cuts[i - 1] ?? 0, cut),
    after: mean(cut, cuts[i + 1]),
  }));
}
