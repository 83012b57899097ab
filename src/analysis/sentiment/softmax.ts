import { dot } from '../vector.ts';

/** Weights of a multinomial logistic regression, one class after the other; the last of each class is its bias. */
export type Weights = Float32Array;

export interface Example {
  features: Float32Array;
  /** Which class it is, from 0. */
  label: number;
}

/**
 * Multinomial logistic regression with an L2 penalty on all but the biases, by gradient descent with momentum (Nesterov
 * 1983), started at zero: the same examples give the same weights.
 */
export function fitSoftmax(
  examples: Example[],
  classes: number,
  { penalty = 0.003, steps = 150, rate = 0.3 } = {},
): Weights {
  const size = (examples[0]?.features.length ?? 0) + 1;
  let weights: Weights = new Float32Array(size * classes);
  let ahead = weights;
  for (let step = 0; step < steps; step++) {
    const next = descended(ahead, examples, { classes, penalty, rate });
    const momentum = step / (step + 3);
    ahead = next.map((value, i) => value + momentum * (value - weights[i]!));
    weights = next;
  }
  return weights;
}

function descended(
  weights: Weights,
  examples: Example[],
  { classes, penalty, rate }: { classes: number; penalty: number; rate: number },
): Weights {
  const size = weights.length / classes;
  const slope = new Float64Array(weights.length);
  for (const { features, label } of examples) {
    for (const [one, chance] of chances(weights, features, classes).entries()) {
      const off = chance - Number(one === label);
      const start = one * size;
      for (let i = 0; i < size - 1; i++) slope[start + i]! += off * features[i]!;
      slope[start + size - 1]! += off;
    }
  }
  const held = (i: number) => (i % size < size - 1 ? penalty * weights[i]! : 0);
  return weights.map((value, i) => value - rate * (slope[i]! / examples.length + held(i)));
}

/** How likely each class is; together 1. */
export function chances(weights: Weights, features: Float32Array, classes: number): number[] {
  const size = weights.length / classes;
  const logits = Array.from({ length: classes }, (_, one) => {
    const own = weights.subarray(one * size, (one + 1) * size);
    return dot(features, own) + own[size - 1]!;
  });
  const highest = Math.max(...logits);
  const odds = logits.map((logit) => Math.exp(logit - highest));
  const total = odds.reduce((sum, value) => sum + value, 0);
  return odds.map((value) => value / total);
}
