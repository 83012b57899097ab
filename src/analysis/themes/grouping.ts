import { normalise } from '../vector.ts';
import { kMeans } from './k-means.ts';
import { principal } from './principal.ts';
import { sample } from './random.ts';
import { silhouette } from './silhouette.ts';

export interface Grouping {
  /** The group of each vector, from 0. */
  groups: number[];
  /** How well they are told apart (silhouette), from -1 to 1. */
  contrast: number;
  /** False where there were so many that the number of groups was judged by a sample. */
  exact: boolean;
}

/** Above this many, contrast is measured on a sample. */
const mostExact = 2000;

/**
 * Groups vectors by what most tells them apart. Eight principal components are kept and grouped by k-means; the number of
 * groups, unless it is given, is the fewest whose silhouette among all their features is within 5% of the best.
 * @param vectors of length 1, at least one
 */
export function groupVectors(vectors: Float32Array[], wanted?: number): Grouping {
  const kept = principal(vectors, 8).map(normalise);
  const exact = vectors.length < mostExact;
  const seen = sample(vectors.length, mostExact, 3);
  const judged = seen.map((i) => vectors[i]!);
  const judge = (count: number): Grouping => {
    const groups = kMeans(kept, count, exact ? 20 : 4);
    return {
      groups,
      contrast: silhouette(
        judged,
        seen.map((i) => groups[i]!),
      ),
      exact,
    };
  };
  if (wanted !== undefined) return judge(Math.min(wanted, vectors.length));
  const groupings = candidates(vectors.length).map(judge);
  const best = Math.max(...groupings.map(({ contrast }) => contrast));
  return groupings.find(({ contrast }) => contrast >= 0.95 * best && contrast > 0) ?? judge(1);
}

/** From two groups to one for each four things, at most fifteen. */
function candidates(count: number): number[] {
  const most = Math.min(15, Math.round(0.75 * Math.sqrt(count)));
  return Array.from({ length: Math.max(0, most - 1) }, (_, i) => i + 2);
}
