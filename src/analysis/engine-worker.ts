/** The child process in which the models live: it is asked one thing after the other, and answers each. */
import os from 'node:os';
import { chooseEmbedding } from './engines/choose.ts';
import { NoEmbeddingModel, type EmbeddingEngine } from './engines/engine.ts';
import type { Weights } from './sentiment/softmax.ts';
import { sentimentOf, type Sentiment } from './sentiment/sentiment.ts';
import { trainSentiment } from './sentiment/training.ts';
import { arrange } from './themes/arrange.ts';
import type { Arrangement, ArrangementRequest } from './themes/arrangement.ts';
import { commonTopics } from './themes/common-topics.ts';
import type { TopicVectors } from './themes/features.ts';
import { dot } from './vector.ts';

/** What the child can be asked; each answer stands in `EngineAnswers` under the same name. */
export type EngineQuestion =
  | { ask: 'embed'; texts: string[] }
  | { ask: 'feel'; texts: string[]; vectors: Float32Array[]; weights: Weights }
  | { ask: 'train' }
  | { ask: 'try' }
  | { ask: 'arrange'; request: ArrangementRequest };

export interface EngineAnswers {
  embed: Float32Array[];
  feel: Sentiment[];
  train: Weights;
  try: Trial;
  arrange: Arrangement;
}

/** What a model makes of three sentences, of which two mean about the same. */
export interface Trial {
  dimensions: number;
  /** The two that do lie nearer to each other than to the third. */
  isApt: boolean;
}

/** Where `isModels`, the words say what is wrong with the model, for people. */
export type EngineReply = { answer: EngineAnswers[keyof EngineAnswers] } | { error: string; isModels: boolean };

os.setPriority(os.constants.priority.PRIORITY_BELOW_NORMAL);
const engine = chooseEmbedding({ embeddingModelDir: process.argv[2] || undefined }).load();
// Who asks first is told what went wrong.
engine.catch(() => undefined);
let topics: TopicVectors | undefined;

process.on('message', (question: EngineQuestion) => void reply(question));
// The parent is gone, however it went.
process.on('disconnect', () => process.exit());

async function reply(question: EngineQuestion): Promise<void> {
  try {
    tell({ answer: await answer(question, await engine) });
  } catch (error) {
    const words = error instanceof Error ? error.message : String(error);
    tell({ error: words, isModels: error instanceof NoEmbeddingModel });
  }
}

async function answer(question: EngineQuestion, engine: EmbeddingEngine) {
  switch (question.ask) {
    case 'embed':
      return engine.embed(question.texts);
    case 'feel': {
      const { texts, vectors, weights } = question;
      return texts.map((text, i) => sentimentOf(text, vectors[i]!, weights));
    }
    case 'train':
      return trainSentiment(engine);
    case 'try':
      return tryOut(engine);
    case 'arrange':
      topics ??= await topicVectors(engine);
      return arrange(question.request, topics, (texts) => engine.embed(texts));
  }
}

async function tryOut(engine: EmbeddingEngine): Promise<Trial> {
  const [late, slow, soup] = await engine.embed(['The parcel came late', 'Delivery took for ever', 'I like soup']);
  return { dimensions: engine.dimensions, isApt: dot(late!, slow!) > dot(late!, soup!) };
}

async function topicVectors(engine: EmbeddingEngine): Promise<TopicVectors> {
  const vectors = await engine.embed(commonTopics.flatMap(({ sentences }) => sentences));
  return commonTopics.map(({ sentences }) => vectors.splice(0, sentences.length));
}

function tell(reply: EngineReply): void {
  process.send?.(reply);
}
