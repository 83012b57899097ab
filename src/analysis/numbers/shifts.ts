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
const permutations = 199;
const mostAsClear = 1;

/**
 * Notable changes of a series. The stretch is sought whose mean differs most from that of all the rest, for the number of
 * people in it; it may reach to either end. What is left of it, it and what is right of it are each searched again:
 * circular binary segmentation (A. Olshen et al., "Circular binary segmentation for the analysis of array-based DNA copy
 * number data", Biostatistics 5, 2004), which sees a bad fortnight that a single cut averages away. A stretch stands if at
 * most one of 199 random orders of the same values has one as clear (p ≤ 0.01), and if it differs by at least 0.15. The
 * same answers give the same stretches.
 * @param felt in the order of time
 */
export function shiftsIn(felt: FeltAt[]): Shift[] {
  const cuts: number[] = [];
  const parts: Stretch[] = [[0, felt.length]];
  for (let part; cuts.length < mostShifts && (part = parts.shift());) {
    const [start, end] = part;
    const stretch = stretchOf(felt.slice(start, end));
    if (!stretch) continue;
    const [from, to] = stretch.map((at) => start + at) as Stretch;
    cuts.push(...[from, to].filter((at) => at > start && at < end));
    parts.push([start, from], [from, to], [to, end]);
  }
  return shiftsAt(
    felt,
    cuts.toSorted((a, b) => a - b),
  );
}

/** The first in it, and the first one after it. */
type Stretch = [from: number, to: number];

function stretchOf(felt: FeltAt[]): Stretch | undefined {
  if (felt.length < 2 * fewestPeople) return undefined;
  const values = felt.map(({ sentiment }) => sentiment);
  const cuts = cutsIn(felt);
  const coarse = thinned(cuts);
  const found = clearest(values, coarse, coarse);
  if (!found.stretch || differenceOf(values, found.stretch) < leastChange) return undefined;
  const random = randomFrom(values.length);
  const orders = [...values];
  let asClear = 0;
  for (let i = 0; i < permutations; i++) {
    shuffle(orders, random);
    if (clearest(orders, coarse, coarse).clearness >= found.clearness) asClear++;
    if (asClear > mostAsClear) return undefined;
  }
  return refined(values, found.stretch, cuts, coarse);
}

/** Where a stretch may begin or end. Answers of one moment, as of an import, have no order among them. */
function cutsIn(felt: FeltAt[]): number[] {
  const inside = felt.flatMap(({ at }, i) =>
    i >= fewestPeople && i <= felt.length - fewestPeople && felt[i - 1]!.at !== at ? [i] : [],
  );
  return [0, ...inside, felt.length];
}

/** Every pair of places is looked at, a hundred times: of many places, some that are evenly spread. */
const mostPlaces = 120;

function thinned(cuts: number[]): number[] {
  if (cuts.length <= mostPlaces) return cuts;
  const step = (cuts.length - 1) / (mostPlaces - 1);
  return Array.from({ length: mostPlaces }, (_, i) => cuts[Math.round(i * step)]!);
}

/** Among the places that were left out around both ends. */
function refined(values: number[], [from, to]: Stretch, cuts: number[], coarse: number[]): Stretch | undefined {
  const around = (at: number) => {
    const i = coarse.indexOf(at);
    const [low, high] = [coarse[i - 1] ?? at, coarse[i + 1] ?? at];
    const isEnd = at === 0 || at === values.length;
    return isEnd ? [at] : cuts.filter((cut) => cut > 0 && cut < values.length && cut >= low && cut <= high);
  };
  return clearest(values, around(from), around(to)).stretch;
}

interface Found {
  stretch: Stretch | undefined;
  /** The square of the difference of both means, by what chance makes of it. */
  clearness: number;
}

function clearest(values: number[], starts: number[], ends: number[]): Found {
  const count = values.length;
  const sums = deviations(values);
  let best: Found = { stretch: undefined, clearness: 0 };
  for (const from of starts)
    for (const to of ends) {
      const inside = to - from;
      if (inside < fewestPeople || count - inside < fewestPeople) continue;
      const sum = sums[to]! - sums[from]!;
      const clearness = (sum * sum * count) / (inside * (count - inside));
      if (clearness > best.clearness) best = { stretch: [from, to], clearness };
    }
  return best;
}

/** How far the values before each place are, added up, from as many times the mean. */
function deviations(values: number[]): Float64Array {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const sums = new Float64Array(values.length + 1);
  for (const [i, value] of values.entries()) sums[i + 1] = sums[i]! + value - mean;
  return sums;
}

function differenceOf(values: number[], [from, to]: Stretch): number {
  const outside = [...values.slice(0, from), ...values.slice(to)];
  return Math.abs(meanOf(values.slice(from, to))!.mean - meanOf(outside)!.mean);
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
