import { dot } from '../vector.ts';

/**
 * How much nearer things are to their own group than to the next one, on the whole (Rousseeuw 1987); from -1 to 1. Near is what has
 * a high cosine: the mean of those with a group is the one with the group's sum, so that no two things have to be compared.
 * @param vectors of length 1
 */
export function silhouette(vectors: Float32Array[], groups: number[]): number {
  const sums = new Map<number, Sum>();
  for (const [i, vector] of vectors.entries()) {
    const own = sums.get(groups[i]!) ?? { size: 0, sum: new Float32Array(vector.length) };
    own.size++;
    for (let at = 0; at < vector.length; at++) own.sum[at]! += vector[at]!;
    sums.set(groups[i]!, own);
  }
  if (sums.size < 2) return -1;
  return vectors.reduce((total, vector, i) => total + contrast(vector, groups[i]!, sums), 0) / vectors.length;
}

interface Sum {
  size: number;
  sum: Float32Array;
}

function contrast(vector: Float32Array, own: number, sums: Map<number, Sum>): number {
  const { size, sum } = sums.get(own)!;
  if (size === 1) return 0;
  const within = 1 - (dot(vector, sum) - dot(vector, vector)) / (size - 1);
  let next = Infinity;
  for (const [group, other] of sums) {
    if (group !== own) next = Math.min(next, 1 - dot(vector, other.sum) / other.size);
  }
  return (next - within) / Math.max(within, next, 1e-9);
}
