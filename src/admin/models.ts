import fs from 'node:fs';
import path from 'node:path';
import { tryEngine } from '../analysis/engine-process.ts';
import { embeddingStatus, type EmbeddingStatus } from '../analysis/engines/choose.ts';
import { findRereading, type Rereading } from '../analysis/reread.ts';
import type { Deps } from '../platform/deps.ts';
import { speechStatus, type SpeechStatus } from '../transcripts/transcript.ts';
import { goodModels, type GoodModel } from './good-models.ts';

/** The models in use, and which others there are. */
export interface ModelsView {
  speech: SpeechStatus;
  speechFolder: string;
  /** Of all files in the folder. */
  speechBytes: number;
  embedding: EmbeddingStatus;
  /** Undefined for the model that is shipped. */
  embeddingFolder: string | undefined;
  embeddingBytes: number;
  rereading: Rereading | undefined;
  goodModels: GoodModel[];
}

export async function viewModels({ db, config }: Deps): Promise<ModelsView> {
  const { speechModelDir, embeddingModelDir } = config;
  return {
    speech: speechStatus(config),
    speechFolder: speechModelDir,
    speechBytes: bytesIn(speechModelDir),
    embedding: embeddingStatus(config),
    embeddingFolder: embeddingModelDir,
    embeddingBytes: embeddingModelDir === undefined ? shippedBytes : bytesIn(embeddingModelDir),
    rereading: await findRereading({ db, config }),
    goodModels,
  };
}

/** Of the npm package. */
const shippedBytes = 28_400_000;

function bytesIn(folder: string): number {
  if (!fs.existsSync(folder)) return 0;
  const files = fs.readdirSync(folder, { withFileTypes: true, recursive: true }).filter((entry) => entry.isFile());
  return files.reduce((sum, { parentPath, name }) => sum + fs.statSync(path.join(parentPath, name)).size, 0);
}

/** What came of trying the model, in words. */
export interface Tried {
  isGood: boolean;
  words: string;
}

/** Loads the model for sentences, as an analysis would, and lets it read three. A minute at most. */
export async function tryModel({ config }: Deps): Promise<Tried> {
  const status = embeddingStatus(config);
  if (!status.ready) return { isGood: false, words: status.missing };
  try {
    const { dimensions, isApt } = await tryEngine(config);
    const loaded = `${status.name} loads, and turns a sentence into ${dimensions} numbers.`;
    if (isApt) return { isGood: true, words: `${loaded} Two sentences that mean about the same lie near each other.` };
    return {
      isGood: false,
      words: `${loaded} Two sentences that mean about the same lie no nearer to each other than to a third. It may be no sentence-transformer.`,
    };
  } catch (error) {
    return { isGood: false, words: (error as Error).message };
  }
}
