import { chooseEmbedding } from '../../../src/analysis/engines/choose.ts';
import type { EmbeddingEngine } from '../../../src/analysis/engines/engine.ts';
import { commonTopics } from '../../../src/analysis/themes/common-topics.ts';
import type { TopicVectors } from '../../../src/analysis/themes/features.ts';

export interface BenchEngine extends EmbeddingEngine {
  topics: TopicVectors;
}

let ready: Promise<BenchEngine> | undefined;

/** The engine that EMBEDDING_MODEL_DIR names, or the default one; loaded once. */
export function readyEngine(): Promise<BenchEngine> {
  return (ready ??= load());
}

async function load(): Promise<BenchEngine> {
  const engine = await chooseEmbedding({ embeddingModelDir: process.env.EMBEDDING_MODEL_DIR }).load();
  const topics: TopicVectors = [];
  for (const { sentences } of commonTopics) topics.push(await engine.embed(sentences));
  return { ...engine, embed: (texts) => remembered(engine, texts), topics };
}

const known = new Map<string, Float32Array>();

/** The same words are asked for again and again by what is measured here. */
async function remembered(engine: EmbeddingEngine, texts: string[]): Promise<Float32Array[]> {
  const unknown = [...new Set(texts)].filter((text) => !known.has(text));
  const vectors = await engine.embed(unknown);
  for (const [i, text] of unknown.entries()) known.set(text, vectors[i]!);
  return texts.map((text) => known.get(text)!);
}
