import fs from 'node:fs/promises';
import { Unreadable } from '../platform/bad-media.ts';
import { needRoom } from '../platform/disk.ts';
import { defineJob, PermanentFailure, type JobContext } from '../platform/jobs/job.ts';
import { clipReady, findClip, isPartial, type Clip } from './clip.ts';
import { makeRenditions, type Made } from './renditions.ts';
import { renditionBytes } from './space.ts';
import { updateClip } from './store.ts';
import { storyboardWhenReady } from './storyboard.ts';
import { wholeRecording } from './whole.ts';
import { inWorkshop, publish } from './workshop.ts';

/** Makes what browsers play out of what was recorded; the original stays. */
export const transcode = defineJob<{ clipId: string }>(
  'media.transcode',
  async ({ clipId }, context) => {
    const clip = await findClip(context.db, clipId);
    if (!clip || clip.state === 'uploading') return;
    if (clip.state !== 'ready') await makeReady(context, clip);
    const ready = await findClip(context.db, clipId);
    if (ready?.state !== 'ready') return;
    await clipReady.run(context, ready);
    await storyboardWhenReady(context, ready);
  },
  {
    title: 'Making a recording playable',
    onFailed: async (db, { clipId }, error) => {
      await updateClip(db, clipId, { state: 'failed', error }, { state: 'uploaded' });
    },
  },
);

async function makeReady(context: JobContext, clip: Clip): Promise<void> {
  await updateClip(context.db, clip.id, { state: 'uploaded', error: null }, { state: 'failed' });
  // About as much again as has arrived; the reserve is the database's.
  await needRoom(context, clip.bytes ?? 0);
  await inWorkshop(context.storage, async (workshop) => {
    const made = await inWorkshop(context.storage, async (scrap) =>
      makeRenditions(context, clip, await wholeRecording(context, clip, scrap), workshop),
    );
    await publish(context.storage, clip.id, workshop);
    await record(context, clip, made);
  }).catch(permanentIfUnreadable);
}

function permanentIfUnreadable(error: unknown): never {
  throw error instanceof Unreadable ? new PermanentFailure(error.message, { cause: error }) : error;
}

/** Only for what the renditions were made from: it may have been taken back, a further part have come, or the clip be deleted. */
async function record({ db, storage }: JobContext, clip: Clip, made: Made): Promise<void> {
  const declaredSeconds = (await findClip(db, clip.id))?.declaredSeconds ?? made.declaredSeconds;
  const partial = made.partial || isPartial({ ...clip, ...made, declaredSeconds });
  const bytes = await renditionBytes(storage, clip.id);
  const changes = { ...made, declaredSeconds, partial, renditionBytes: bytes, state: 'ready', error: null } as const;
  const asItWas = { state: 'uploaded', uploadId: clip.uploadId, revision: clip.revision } as const;
  const isCurrent = await updateClip(db, clip.id, changes, asItWas);
  if (!isCurrent && !(await findClip(db, clip.id))) {
    await fs.rm(storage.clip(clip.id), { recursive: true, force: true });
  }
}
