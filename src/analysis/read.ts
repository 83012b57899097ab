import type { Db } from '../platform/database.ts';
import { defineJob } from '../platform/jobs/job.ts';
import { findJob } from '../platform/jobs/queue.ts';
import * as store from './answer.store.ts';
import { embeddingStatus } from './engines/choose.ts';
import { readAnswersOf } from './reading.ts';

/** Reads one response by itself, soon after it has come: what its answers are like is known before anybody asks for themes. */
export const readResponse = defineJob<{ responseId: string }>(
  'analysis.read',
  async ({ responseId }, context) => {
    const engine = embeddingStatus(context.config);
    // Its page says what is missing.
    if (engine.ready) await readAnswersOf(context, responseId, engine);
  },
  { title: 'Reading an answer' },
);

/** For hooks: unless it waits to be read already. Words of what is not submitted are nobody's business yet. */
export async function readResponseLater(db: Db, responseId: string): Promise<void> {
  const job = await findJob(db, readResponse.name, responseId);
  if (job?.state === 'queued') return;
  await readResponse.later(db, { responseId }, { subject: responseId });
}

/** For the hook `transcribed`: nothing where the clip is no submitted answer. */
export async function readWhenTranscribed(db: Db, clipId: string): Promise<void> {
  const responseId = await store.findSubmittedResponseOfClip(db, clipId);
  if (responseId) await readResponseLater(db, responseId);
}
