import { SentimentIntensityAnalyzer } from 'vader-sentiment';
import { probability, type Weights } from './logistic.ts';

export const feelings = ['negative', 'neutral', 'positive'] as const;
export type Feeling = (typeof feelings)[number];

export interface Sentiment {
  /** From -1, negative, to 1, positive. */
  value: number;
  feeling: Feeling;
  /** How likely the feeling is the right one by the model's own account, from 0 to 1. */
  confidence: number;
}

/** Nearer to the middle than this is neutral: about as likely one as the other. */
const neutralBelow = 0.2;

export function toSentiment(value: number): Sentiment {
  const strength = Math.abs(value);
  if (strength < neutralBelow) return { value, feeling: 'neutral', confidence: 1 - strength };
  return { value, feeling: value > 0 ? 'positive' : 'negative', confidence: (1 + strength) / 2 };
}

export function sentimentOf(text: string, vector: Float32Array, weights: Weights): Sentiment {
  if (!/\p{L}|\p{Emoji_Presentation}/u.test(text)) return toSentiment(0);
  return toSentiment(2 * probability(weights, sentimentFeatures(text, vector)) - 1);
}

/** Several sentences as one: longer ones count for more, and those without a feeling do not hide those with one. */
export function combined(parts: { sentiment: Sentiment; length: number }[]): Sentiment {
  let sum = 0;
  let total = 0;
  for (const { sentiment, length } of parts) {
    const weight = Math.sqrt(length) * (0.25 + Math.abs(sentiment.value));
    sum += weight * sentiment.value;
    total += weight;
  }
  return toSentiment(total === 0 ? 0 : sum / total);
}

/**
 * What the regression sees: the meaning, and what VADER's word list and rules say (Hutto and Gilbert 2014). Each knows
 * what the other does not: the list knows words of feeling, the vector what it is like to wait for six days.
 */
export function sentimentFeatures(text: string, vector: Float32Array): Float32Array {
  const { compound, pos, neg } = SentimentIntensityAnalyzer.polarity_scores(text);
  const features = new Float32Array(vector.length + 4);
  for (const [i, value] of vector.entries()) features[i] = 6 * value;
  features.set([2 * compound, Math.tanh(pos - neg), Number(compound > 0.05), Number(compound < -0.05)], vector.length);
  return features;
}
