import type { Deps } from '../platform/deps.ts';
import { findJob } from '../platform/jobs/queue.ts';
import type { Readings } from '../responses/reading.ts';
import { embeddingStatus } from './engines/choose.ts';
import { findReadings } from './read-answer.store.ts';
import { readResponse } from './read.ts';

/** For the hook `readingsOf`. */
export async function readingsIn({ db, config }: Deps, responseId: string): Promise<Readings> {
  const job = await findJob(db, readResponse.name, responseId);
  const engine = embeddingStatus(config);
  return {
    answers: await findReadings(db, responseId),
    isBeingRead: job?.state === 'queued' || job?.state === 'running',
    missing: engine.ready ? undefined : engine.missing,
  };
}
