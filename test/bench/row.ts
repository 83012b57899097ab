/** One line of the table: what it takes us and, where there is something to hold it against, what it takes that. */
export interface Row {
  name: string;
  unit: 's' | 'ms' | 'MB' | 'MB/s' | '';
  ours: number;
  theirs?: number;
  /** What we want to stay under, or above: that many times theirs, or that much. */
  goal?: { ratio: number } | { atLeastRatio: number } | { atMost: number };
}

/** Undefined for what has no goal. */
export function isMet({ ours, theirs = NaN, goal }: Row): boolean | undefined {
  if (!goal) return undefined;
  if ('atLeastRatio' in goal) return ours / theirs >= goal.atLeastRatio;
  return 'ratio' in goal ? ours / theirs <= goal.ratio : ours <= goal.atMost;
}
