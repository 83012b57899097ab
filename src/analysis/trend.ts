/** A feeling at a moment: from -1 to 1. */
export interface Felt {
  at: string;
  sentiment: number;
}

export type Trend = 'better' | 'worse' | 'steady';

/** Of fewer sentences nothing can be said. */
const fewest = 10;

/**
 * Whether the later half feels otherwise than the earlier one: by more than twice the standard error of the difference
 * (Welch). Undefined where there is too little, or all of it was said at one moment.
 * @param felt in the order of time
 */
export function trendOf(felt: Felt[]): Trend | undefined {
  const middle = Math.floor(felt.length / 2);
  if (felt.length < fewest || felt[0]!.at === felt.at(-1)!.at) return undefined;
  const [before, after] = [spread(felt.slice(0, middle)), spread(felt.slice(middle))];
  const change = after.mean - before.mean;
  if (Math.abs(change) <= 2 * Math.sqrt(before.error + after.error)) return 'steady';
  return change > 0 ? 'better' : 'worse';
}

/** The mean, and the square of its standard error. */
function spread(felt: Felt[]): { mean: number; error: number } {
  const mean = felt.reduce((sum, { sentiment }) => sum + sentiment, 0) / felt.length;
  const squares = felt.reduce((sum, { sentiment }) => sum + (sentiment - mean) ** 2, 0);
  return { mean, error: squares / (felt.length - 1) / felt.length };
}
