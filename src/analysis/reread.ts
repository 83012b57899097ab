import type { Deps } from '../platform/deps.ts';
import { embeddingStatus } from './engines/choose.ts';
import { countReadBy, isRereading } from './reread.store.ts';
import { rereadNext, runAnalysis } from './run.ts';

type Needed = Pick<Deps, 'db' | 'config'>;

/** How far the analyses are read by the engine in use. */
export interface Rereading {
  read: number;
  all: number;
  /** One after the other is being read again now. */
  isUnderWay: boolean;
}

/**
 * At a start, and when somebody asks: what another engine read is read again, one analysis after the other, so that
 * whatever else waits has its turn between two of them.
 */
export async function readAgain({ db, config }: Needed): Promise<void> {
  const engine = embeddingStatus(config);
  if (engine.ready && !(await isRereading(db, runAnalysis.name))) await rereadNext(db, engine.id, '');
}

/** Undefined where nothing is left to be read again, or no engine is ready. */
export async function findRereading({ db, config }: Needed): Promise<Rereading | undefined> {
  const engine = embeddingStatus(config);
  if (!engine.ready) return undefined;
  const { read, all } = await countReadBy(db, engine.id);
  return read === all ? undefined : { read, all, isUnderWay: await isRereading(db, runAnalysis.name) };
}
