import fs from 'node:fs/promises';
import { findClip, isRecording, type Clip } from '../media/clip.ts';
import { bestSource } from '../media/originals.ts';
import { Unreadable } from '../platform/bad-media.ts';
import { timestamp } from '../platform/clock.ts';
import { inTransaction, type Db } from '../platform/database.ts';
import type { Deps } from '../platform/deps.ts';
import { Hook } from '../platform/hook.ts';
import { decodePcm } from '../platform/sound.ts';
import { defineJob, PermanentFailure, TakesLong, type JobContext } from '../platform/jobs/job.ts';
import { findJob } from '../platform/jobs/queue.ts';
import { followEdit } from './edited.ts';
import type { Segment } from './segment.ts';
import { speechProcess } from './speech.ts';
import { replaceTranscript } from './store.ts';
import { speechStatus, transcribeJob } from './transcript.ts';

/** Runs in the transaction in which a clip got its transcript. */
export const transcribed = new Hook<[Db, string], Promise<void>>('transcribed');

export const transcribe = defineJob<{ clipId: string }>(
  transcribeJob,
  async ({ clipId }, context) => {
    const clip = await findClip(context.db, clipId);
    if (!clip) return;
    const status = speechStatus(context.config);
    if (!status.ready) throw new PermanentFailure(status.missing);
    if (!context.isLong && (clip.seconds ?? 0) > longSeconds) throw new TakesLong();
    const segments = clip.hasAudio === false ? [] : await listen(clip, context);
    const createdAt = timestamp(context.clock);
    await inTransaction(context.db, async (trx) => {
      await replaceTranscript(trx, { clipId, engine: status.engine, segments, createdAt });
      await followEdit(trx, clip);
      await transcribed.run(trx, clipId);
    });
  },
  { title: 'Writing down what was said' },
);

/** Longer recordings are listened to beside the rest of the queue, by a process of their own. */
const longSeconds = 30 * 60;

/** Asks for a transcript, anew if there is one. */
export async function transcribeLater(db: Db, clipId: string): Promise<void> {
  await transcribe.later(db, { clipId }, { subject: clipId });
}

/** For the hook `clipReady`. Without a model nothing is queued: the page of the clip says what is missing. */
export async function transcribeWhenReady({ config, db }: Deps, clip: Clip): Promise<void> {
  if (!isRecording(clip) || !speechStatus(config).ready) return;
  const job = await findJob(db, transcribeJob, clip.id);
  if (job?.state !== 'queued') await transcribeLater(db, clip.id);
}

async function listen(clip: Clip, { config, storage, signal, progress, log, isLong }: JobContext): Promise<Segment[]> {
  const pcm = storage.temporary('.pcm');
  try {
    // As much as is played.
    const maxSeconds = clip.maxSeconds === null ? undefined : clip.maxSeconds + 1;
    await decodePcm(config, bestSource(storage, clip), pcm, { maxSeconds, signal }).catch(permanentIfUnreadable);
    return await speechProcess(config, isLong ? 'long' : 'short').transcribe(pcm, {
      signal,
      progress: (percent) =>
        void progress(percent).catch((err: unknown) => log.warn({ err }, 'progress was not recorded')),
    });
  } finally {
    await fs.rm(pcm, { force: true });
  }
}

function permanentIfUnreadable(error: unknown): never {
  throw error instanceof Unreadable ? new PermanentFailure(error.message, { cause: error }) : error;
}
