/** A mean with its 95% interval, which few values widen. */
export interface Mean {
  mean: number;
  low: number;
  high: number;
  people: number;
}

/** Of fewer values nothing is said about how far the mean may be off but that it may be anywhere. */
const fewest = 3;

/** By Student's t; within -1 and 1, where the values are. Undefined of none. */
export function meanOf(values: number[]): Mean | undefined {
  if (values.length === 0) return undefined;
  const people = values.length;
  const mean = values.reduce((sum, value) => sum + value, 0) / people;
  if (people < fewest) return { mean, low: -1, high: 1, people };
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  const margin = t95(people - 1) * Math.sqrt(squares / (people - 1) / people);
  return { mean, low: Math.max(-1, mean - margin), high: Math.min(1, mean + margin), people };
}

/**
 * The two-sided 95% quantile of Student's t, from that of the normal distribution (R. A. Fisher and E. A. Cornish, "The
 * Percentile Points of Distributions Having Known Cumulants", Technometrics 2(2), 1960); 3% too small for two degrees of
 * freedom, the fewest that are asked for, and 0.6% for three.
 */
function t95(degrees: number): number {
  const z = 1.959964;
  const [z3, z5, z7] = [z ** 3, z ** 5, z ** 7];
  return (
    z +
    (z3 + z) / (4 * degrees) +
    (5 * z5 + 16 * z3 + 3 * z) / (96 * degrees ** 2) +
    (3 * z7 + 19 * z5 + 17 * z3 - 15 * z) / (384 * degrees ** 3)
  );
}
