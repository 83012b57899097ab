import { dot } from '../vector.ts';

/** Weights of a logistic regression; the last one is the bias. */
export type Weights = Float32Array;

export interface Example {
  features: Float32Array;
  /** 1 or 0. */
  label: number;
}

/**
 * Logistic regression with an L2 penalty on all but the bias, by gradient descent with momentum (Nesterov 1983), started
 * at zero: the same examples give the same weights.
 */
export function fitLogistic(examples: Example[], { penalty = 0.01, steps = 400, rate = 0.3 } = {}): Weights {
  const size = examples[0]?.features.length ?? 0;
  let weights: Weights = new Float32Array(size + 1);
  let ahead = weights;
  for (let step = 0; step < steps; step++) {
    const next = descended(ahead, examples, penalty, rate);
    const momentum = step / (step + 3);
    ahead = next.map((value, i) => value + momentum * (value - weights[i]!));
    weights = next;
  }
  return weights;
}

function descended(weights: Weights, examples: Example[], penalty: number, rate: number): Weights {
  const slope = new Float64Array(weights.length);
  const bias = weights.length - 1;
  for (const { features, label } of examples) {
    const off = probability(weights, features) - label;
    for (let i = 0; i < bias; i++) slope[i]! += off * features[i]!;
    slope[bias]! += off;
  }
  return weights.map((value, i) => value - rate * (slope[i]! / examples.length + (i < bias ? penalty * value : 0)));
}

/** That the label is 1. */
export function probability(weights: Weights, features: Float32Array): number {
  return 1 / (1 + Math.exp(-(dot(features, weights) + weights.at(-1)!)));
}
