import { dot } from '../vector.ts';

/** Something whose theme is known: what a person said about it, or the middle of what was found together. */
export interface Example {
  vector: Float32Array;
  /** By index. */
  theme: number;
  /** How much it counts. */
  weight: number;
}

/**
 * Learns from a handful of examples a theme: multinomial logistic regression with an L2 penalty, in the span of the examples
 * (so that its time depends on their number, not on the vectors' size), by gradient descent from zero. Milliseconds for a hundred.
 * Returns a vector's score for each theme; the highest is its own.
 */
export function learn(examples: Example[], themes: number): (vector: Float32Array) => Float32Array {
  const alike = examples.map((a) => Float32Array.from(examples, (b) => dot(a.vector, b.vector)));
  const total = examples.reduce((sum, { weight }) => sum + weight, 0);
  const shares = examples.map(() => new Float32Array(themes));
  for (let step = 0; step < steps; step++) {
    const scores = alike.map((row) => scoresOf(row, shares, themes));
    for (const [i, { theme, weight }] of examples.entries()) {
      const guessed = probabilities(scores[i]!, 1);
      for (let c = 0; c < themes; c++) {
        const off = ((guessed[c]! - Number(c === theme)) * weight) / total;
        shares[i]![c]! -= rate * (off + penalty * shares[i]![c]!);
      }
    }
  }
  return (vector) => {
    const row = Float32Array.from(examples, (example) => dot(example.vector, vector));
    return scoresOf(row, shares, themes);
  };
}

/** How sure it is that a vector of these scores is in that theme, from 0 to 1; the sharper, the more a lead in score says. */
export function confidenceOf(scores: Float32Array, theme: number, sharpness: number): number {
  return probabilities(scores, sharpness)[theme]!;
}

const steps = 300;
const rate = 2;
const penalty = 0.003;

function scoresOf(row: Float32Array, shares: Float32Array[], themes: number): Float32Array {
  const scores = new Float32Array(themes);
  for (const [i, share] of shares.entries()) for (let c = 0; c < themes; c++) scores[c]! += row[i]! * share[c]!;
  return scores;
}

function probabilities(scores: Float32Array, times: number): Float32Array {
  const most = Math.max(...scores);
  const powers = scores.map((score) => Math.exp(times * (score - most)));
  const total = powers.reduce((sum, power) => sum + power, 0);
  return powers.map((power) => power / total);
}
