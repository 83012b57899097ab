import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import type { EmbeddingEngine } from '../engines/engine.ts';
import { fitLogistic, type Example, type Weights } from './logistic.ts';
import { sentimentFeatures } from './sentiment.ts';

/**
 * Three thousand sentences from reviews, a third of each kind, marked as positive or negative: Kotzias et al., "From group
 * to individual labels using deep features", KDD 2015, CC BY 4.0, as they come with the npm package `sentiment`.
 */
export const domains = ['amazon', 'imdb', 'yelp'] as const;
export type Domain = (typeof domains)[number];

export interface LabelledSentence {
  text: string;
  positive: boolean;
}

export function labelledSentences(domain: Domain): LabelledSentence[] {
  const folder = path.dirname(createRequire(import.meta.url).resolve('sentiment/package.json'));
  const file = path.join(folder, 'test/fixtures', `${domain}.json`);
  const sentences = JSON.parse(fs.readFileSync(file, 'utf8')) as { text?: string; class?: number }[];
  return sentences.flatMap(({ text, class: label }) => (text ? [{ text: text.trim(), positive: label === 1 }] : []));
}

export async function toExamples(engine: EmbeddingEngine, sentences: LabelledSentence[]): Promise<Example[]> {
  const vectors = await engine.embed(sentences.map(({ text }) => text));
  return sentences.map(({ text, positive }, i) => ({
    features: sentimentFeatures(text, vectors[i]!),
    label: Number(positive),
  }));
}

/** Weights for an engine's vectors: half a minute with the default engine, and the same each time. */
export async function trainSentiment(engine: EmbeddingEngine): Promise<Weights> {
  return fitLogistic(await toExamples(engine, domains.flatMap(labelledSentences)));
}
