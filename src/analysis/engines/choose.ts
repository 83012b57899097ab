import type { Config } from '../../platform/config.ts';
import { NoEmbeddingModel, type EmbeddingChoice } from './engine.ts';
import { sentenceTransformer } from './sentence-transformer.ts';
import { useLite } from './use-lite.ts';

export type EmbeddingSettings = Pick<Config, 'embeddingModelDir'>;

/** The model in the folder that EMBEDDING_MODEL_DIR names, or the one that is shipped. @throws NoEmbeddingModel */
export function chooseEmbedding({ embeddingModelDir }: EmbeddingSettings): EmbeddingChoice {
  return embeddingModelDir === undefined ? useLite : sentenceTransformer(embeddingModelDir);
}

export type EmbeddingStatus =
  { ready: true; name: string; id: string; isDefault: boolean } | { ready: false; missing: string };

/** Which model is in use, or what is missing, in words for whoever runs the server. */
export function embeddingStatus(settings: EmbeddingSettings): EmbeddingStatus {
  try {
    const { name, id } = chooseEmbedding(settings);
    return { ready: true, name, id, isDefault: settings.embeddingModelDir === undefined };
  } catch (error) {
    if (!(error instanceof NoEmbeddingModel)) throw error;
    return { ready: false, missing: `EMBEDDING_MODEL_DIR: ${error.message}` };
  }
}
