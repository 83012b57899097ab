import { mean, normalise } from '../vector.ts';
import { randomFrom } from './random.ts';

/**
 * Which of `count` groups each vector belongs to, by the angle between them (spherical k-means, Dhillon and Modha 2001,
 * seeded as k-means++). The best of several starts; the same vectors give the same groups.
 * @param vectors of length 1
 */
export function kMeans(vectors: Float32Array[], count: number, starts: number): number[] {
  if (vectors.length === 0) return [];
  const rows = rowsOf(vectors);
  let best: Grouped | undefined;
  for (let start = 0; start < starts; start++) {
    const grouped = settle(rows, seeds(rows, count, randomFrom(1000 * count + start)));
    if (!best || grouped.closeness > best.closeness + 1e-6) best = grouped;
  }
  return [...(best?.groups ?? [])];
}

/** Vectors one after the other in one array, which is several times as quick to go through. */
interface Rows {
  values: Float32Array;
  size: number;
  count: number;
}

interface Grouped {
  groups: Int32Array;
  /** Summed over all vectors. */
  closeness: number;
}

function rowsOf(vectors: Float32Array[]): Rows {
  const size = vectors[0]!.length;
  const values = new Float32Array(vectors.length * size);
  for (const [i, vector] of vectors.entries()) values.set(vector, i * size);
  return { values, size, count: vectors.length };
}

function rowOf({ values, size }: Rows, i: number): Float32Array {
  return values.subarray(i * size, (i + 1) * size);
}

function closeness(one: Rows, i: number, other: Rows, j: number): number {
  const [a, b, start, ahead] = [one.values, other.values, i * one.size, j * one.size];
  let sum = 0;
  for (let at = 0; at < one.size; at++) sum += a[start + at]! * b[ahead + at]!;
  return sum;
}

function seeds(rows: Rows, count: number, random: () => number): Rows {
  const chosen: Rows = { values: new Float32Array(count * rows.size), size: rows.size, count };
  chosen.values.set(rowOf(rows, Math.floor(random() * rows.count)));
  const gaps = new Float64Array(rows.count).fill(Infinity);
  for (let last = 0; last < count - 1; last++) {
    let total = 0;
    for (let i = 0; i < rows.count; i++) {
      gaps[i] = Math.min(gaps[i]!, Math.max(0, 1 - closeness(rows, i, chosen, last)));
      total += gaps[i]!;
    }
    let left = random() * total;
    const next = gaps.findIndex((gap) => (left -= gap) < 0);
    chosen.values.set(rowOf(rows, Math.max(0, next)), (last + 1) * rows.size);
  }
  return chosen;
}

function settle(rows: Rows, centres: Rows): Grouped {
  const groups = new Int32Array(rows.count).fill(-1);
  let sum = 0;
  for (let round = 0; round < 60; round++) {
    let moved = 0;
    sum = 0;
    for (let i = 0; i < rows.count; i++) {
      const next = nearest(rows, i, centres);
      if (next.group !== groups[i]) moved++;
      groups[i] = next.group;
      sum += next.closeness;
    }
    if (moved === 0) break;
    move(centres, rows, groups);
  }
  return { groups, closeness: sum };
}

function nearest(rows: Rows, i: number, centres: Rows): { group: number; closeness: number } {
  let group = 0;
  let most = -Infinity;
  for (let j = 0; j < centres.count; j++) {
    const near = closeness(rows, i, centres, j);
    if (near > most) [group, most] = [j, near];
  }
  return { group, closeness: most };
}

/** To the middle of each group; an empty group's stays. */
function move(centres: Rows, rows: Rows, groups: Int32Array): void {
  const { size, count } = centres;
  const sums = new Float32Array(count * size);
  const isEmpty = Array.from({ length: count }, () => true);
  for (const [i, group] of groups.entries()) {
    isEmpty[group] = false;
    for (let at = 0; at < size; at++) sums[group * size + at]! += rows.values[i * size + at]!;
  }
  for (let group = 0; group < count; group++) {
    if (!isEmpty[group]) centres.values.set(normalise(sums.subarray(group * size, (group + 1) * size)), group * size);
  }
}

/** Undefined where the group is empty. */
export function centreOf(vectors: Float32Array[], groups: (number | null)[], group: number): Float32Array | undefined {
  const members = vectors.filter((_, i) => groups[i] === group);
  return members.length === 0 ? undefined : normalise(mean(members));
}
