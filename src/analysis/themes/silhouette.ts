import { dot } from '../vector.ts';

/** How far each vector is from each other one: 1 minus the cosine. */
export function distances(vectors: Float32Array[]): Float32Array[] {
  return vectors.map((a) => Float32Array.from(vectors, (b) => 1 - dot(a, b)));
}

/**
 * How much nearer things are to their own group than to the next one, on the whole (Rousseeuw 1987); from -1 to 1.
 * @param apart their distances from each other
 */
export function silhouette(apart: Float32Array[], groups: number[]): number {
  const sizes = new Map<number, number>();
  for (const group of groups) sizes.set(group, (sizes.get(group) ?? 0) + 1);
  if (sizes.size < 2) return -1;
  let sum = 0;
  for (const [i, row] of apart.entries()) sum += contrast(row, groups, groups[i]!, sizes);
  return sum / apart.length;
}

function contrast(row: Float32Array, groups: number[], own: number, sizes: Map<number, number>): number {
  if (sizes.get(own) === 1) return 0;
  const sums = new Map<number, number>();
  for (const [j, group] of groups.entries()) sums.set(group, (sums.get(group) ?? 0) + row[j]!);
  const within = sums.get(own)! / (sizes.get(own)! - 1);
  const others = [...sums].filter(([group]) => group !== own).map(([group, total]) => total / sizes.get(group)!);
  const next = Math.min(...others);
  return (next - within) / Math.max(within, next, 1e-9);
}
