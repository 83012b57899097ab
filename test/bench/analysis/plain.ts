import { dot, mean, minus, normalise } from '../../../src/analysis/vector.ts';

/** The plain recipe: vectors of whole answers, centred, average-link clustering, the right number of groups given. */
export function plainGroups(vectors: Float32Array[], count: number): number[] {
  const middle = mean(vectors);
  const placed = vectors.map((vector) => normalise(minus(vector, middle)));
  let groups = placed.map((_, i) => [i]);
  while (groups.length > count) groups = joined(groups, placed);
  return placed.map((_, i) => groups.findIndex((group) => group.includes(i)));
}

function joined(groups: number[][], placed: Float32Array[]): number[][] {
  let best = { a: 0, b: 1, closeness: -Infinity };
  for (let a = 0; a < groups.length; a++) {
    for (let b = a + 1; b < groups.length; b++) {
      const closeness = average(groups[a]!, groups[b]!, placed);
      if (closeness > best.closeness) best = { a, b, closeness };
    }
  }
  return [...groups.filter((_, i) => i !== best.a && i !== best.b), [...groups[best.a]!, ...groups[best.b]!]];
}

function average(one: number[], other: number[], placed: Float32Array[]): number {
  let sum = 0;
  for (const i of one) for (const j of other) sum += dot(placed[i]!, placed[j]!);
  return sum / (one.length * other.length);
}
