import { SentimentIntensityAnalyzer } from 'vader-sentiment';
import { cuesOf } from './cues.ts';
import { chances, type Weights } from './softmax.ts';

export const feelings = ['negative', 'neutral', 'positive'] as const;
export type Feeling = (typeof feelings)[number];

export interface Sentiment {
  /** From -1, negative, to 1, positive: how much likelier praise is than complaint. */
  value: number;
  feeling: Feeling;
  /** How likely the feeling is the right one by the model's own account, from 0 to 1. */
  confidence: number;
  /** How likely nothing is felt, from 0 to 1. */
  neutral: number;
}

/** Nearer to the middle than this, praise and complaint are about as likely, or both there: that is neutral too. */
const undecidedBelow = { sentence: 0.05, answer: 0.15 };

/** @param neutral how likely nothing is felt; with `value`, that leaves but one chance for each of the two others */
export function toSentiment(value: number, neutral: number, of: keyof typeof undecidedBelow = 'sentence'): Sentiment {
  const positive = (1 - neutral + value) / 2;
  const strongest = Math.max(positive, positive - value);
  const confidence = Math.max(neutral, strongest);
  if (neutral >= strongest || Math.abs(value) < undecidedBelow[of])
    return { value, feeling: 'neutral', confidence, neutral };
  return { value, feeling: value > 0 ? 'positive' : 'negative', confidence, neutral };
}

export function sentimentOf(text: string, vector: Float32Array, weights: Weights): Sentiment {
  if (!/\p{L}|\p{Emoji_Presentation}/u.test(text)) return toSentiment(0, 1);
  const [negative, neutral, positive] = chances(weights, sentimentFeatures(text, vector), feelings.length);
  return toSentiment(positive! - negative!, neutral!);
}

/** Several sentences as one: longer ones count for more, and those without a feeling do not hide those with one. */
export function combined(parts: { sentiment: Sentiment; length: number }[]): Sentiment {
  const sum = { value: 0, neutral: 0, weight: 0 };
  for (const { sentiment, length } of parts) {
    const weight = Math.sqrt(length) * (1.25 - sentiment.neutral);
    sum.value += weight * sentiment.value;
    sum.neutral += weight * sentiment.neutral;
    sum.weight += weight;
  }
  if (sum.weight === 0) return toSentiment(0, 1);
  return toSentiment(sum.value / sum.weight, sum.neutral / sum.weight, 'answer');
}

/**
 * What the regression sees: the meaning, what VADER's word list and rules say (Hutto and Gilbert 2014), and how it is put.
 * Each knows what the others do not: the list knows words of feeling, the vector what it is like to wait for six days.
 */
export function sentimentFeatures(text: string, vector: Float32Array): Float32Array {
  const told = [...ofWords(text), ...ofTurns(text)];
  const features = new Float32Array(vector.length + told.length);
  for (const [i, value] of vector.entries()) features[i] = 6 * value;
  features.set(told, vector.length);
  return features;
}

const negation = /\b(?:not|never|no|nobody|nothing|none|nowhere|neither|nor|without|hardly|barely)\b|n['’]t\b/gi;
const contrast = /\b(?:but|although|though|however|until)\b/i;
const stress = /\b(?:so|too|very|really|even|just|never|always|ever|every|at all)\b/i;

function ofWords(text: string): number[] {
  const { compound, pos, neg } = SentimentIntensityAnalyzer.polarity_scores(text);
  const negations = text.match(negation)?.length ?? 0;
  return [
    2 * compound,
    2 * Math.abs(compound),
    Math.tanh(pos - neg),
    Number(compound > 0.05),
    Number(compound < -0.05),
    Math.min(negations, 2),
    negations > 0 ? 2 * compound : 0,
  ];
}

function ofTurns(text: string): number[] {
  const { complaints, praises, hedges } = cuesOf(text);
  const shape = [/\?/, /!/, contrast, stress].map((pattern) => Number(pattern.test(text)));
  return [
    ...shape,
    Math.min(complaints, 2),
    Math.min(praises, 2),
    Math.min(hedges, 2),
    Math.tanh(praises - complaints),
    Number(complaints + praises === 0),
    Number(complaints > 0 && praises > 0),
  ];
}
