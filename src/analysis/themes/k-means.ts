import { dot, mean, normalise } from '../vector.ts';
import { randomFrom } from './random.ts';

/**
 * Which of `count` groups each vector belongs to, by the angle between them (spherical k-means, Dhillon and Modha 2001,
 * seeded as k-means++). The best of several starts; the same vectors give the same groups.
 * @param vectors of length 1
 */
export function kMeans(vectors: Float32Array[], count: number, starts: number): number[] {
  let best: Grouped | undefined;
  for (let start = 0; start < starts; start++) {
    const grouped = settle(vectors, seeds(vectors, count, randomFrom(1000 * count + start)));
    if (!best || grouped.closeness > best.closeness + 1e-6) best = grouped;
  }
  return best?.groups ?? [];
}

interface Grouped {
  groups: number[];
  /** Summed over all vectors. */
  closeness: number;
}

function seeds(vectors: Float32Array[], count: number, random: () => number): Float32Array[] {
  const chosen = [vectors[Math.floor(random() * vectors.length)]!];
  const gaps = vectors.map(() => Infinity);
  while (chosen.length < count) {
    const last = chosen.at(-1)!;
    let total = 0;
    for (const [i, vector] of vectors.entries()) {
      gaps[i] = Math.min(gaps[i]!, Math.max(0, 1 - dot(vector, last)));
      total += gaps[i];
    }
    let left = random() * total;
    const next = gaps.findIndex((gap) => (left -= gap) < 0);
    chosen.push(vectors[Math.max(0, next)]!);
  }
  return chosen;
}

function settle(vectors: Float32Array[], start: Float32Array[]): Grouped {
  let centres = start;
  let groups: number[] = [];
  for (let round = 0; round < 60; round++) {
    let closeness = 0;
    const next = vectors.map((vector) => {
      const at = nearest(vector, centres);
      closeness += at.closeness;
      return at.index;
    });
    if (next.every((group, i) => group === groups[i])) return { groups, closeness };
    groups = next;
    centres = centres.map((centre, group) => centreOf(vectors, groups, group) ?? centre);
  }
  return { groups, closeness: vectors.reduce((sum, vector, i) => sum + dot(vector, centres[groups[i]!]!), 0) };
}

export function nearest(vector: Float32Array, centres: Float32Array[]): { index: number; closeness: number } {
  let index = 0;
  let closeness = -Infinity;
  for (const [i, centre] of centres.entries()) {
    const similarity = dot(vector, centre);
    if (similarity > closeness) [index, closeness] = [i, similarity];
  }
  return { index, closeness };
}

/** Undefined where the group is empty. */
export function centreOf(vectors: Float32Array[], groups: (number | null)[], group: number): Float32Array | undefined {
  const members = vectors.filter((_, i) => groups[i] === group);
  return members.length === 0 ? undefined : normalise(mean(members));
}
