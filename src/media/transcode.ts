import fs from 'node:fs/promises';
import path from 'node:path';
import { Unreadable } from '../platform/bad-media.ts';
import type { Storage } from '../platform/files.ts';
import { joinRecordings } from '../platform/join.ts';
import { defineJob, PermanentFailure, type JobContext } from '../platform/jobs/job.ts';
import { clipReady, findClip, isPartial, type Clip } from './clip.ts';
import { arrivedParts } from './parts.ts';
import { makeRenditions } from './renditions.ts';
import { updateClip } from './store.ts';

/** Makes what browsers play out of what was recorded; the original stays. */
export const transcode = defineJob<{ clipId: string }>(
  'media.transcode',
  async ({ clipId }, context) => {
    const clip = await findClip(context.db, clipId);
    if (!clip || clip.state === 'uploading') return;
    if (clip.state !== 'ready') await makeReady(context, clip);
    const ready = await findClip(context.db, clipId);
    if (ready?.state === 'ready') await clipReady.run(context, ready);
  },
  {
    onFailed: async (db, { clipId }, error) => {
      await updateClip(db, clipId, { state: 'failed', error }, { state: 'uploaded' });
    },
  },
);

async function makeReady(context: JobContext, clip: Clip): Promise<void> {
  await updateClip(context.db, clip.id, { state: 'uploaded', error: null }, { state: 'failed' });
  const [workshop, scrap] = [context.storage.temporary(), context.storage.temporary()];
  await Promise.all([fs.mkdir(workshop), fs.mkdir(scrap)]);
  try {
    const made = await makeRenditions(context, clip, await wholeRecording(context, clip, scrap), workshop);
    await publish(context.storage, clip.id, workshop);
    await record(context, clip, made);
  } catch (error) {
    throw error instanceof Unreadable ? new PermanentFailure(error.message, { cause: error }) : error;
  } finally {
    for (const folder of [workshop, scrap]) await fs.rm(folder, { recursive: true, force: true });
  }
}

/** What was recorded, as one file: parts of a take that was interrupted are joined in `scrap`. */
async function wholeRecording({ config, db, storage, signal }: JobContext, clip: Clip, scrap: string): Promise<string> {
  const parts = await arrivedParts(db, clip);
  if (parts.length === 1) return storage.clip(clip.id, 'original');
  const joined = path.join(scrap, 'joined.mkv');
  const originals = parts.map(({ id }) => storage.clip(id, 'original'));
  await joinRecordings(config, originals, joined, { folder: scrap, signal });
  return joined;
}

/** Whole files only: what is in a clip's folder can be served. */
async function publish(storage: Storage, clipId: string, workshop: string): Promise<void> {
  for (const name of await fs.readdir(workshop)) {
    await fs.rename(path.join(workshop, name), storage.clip(clipId, name));
  }
}

/** Only for what the renditions were made from: it may have been taken back, a further part have come, or the clip be deleted. */
async function record({ db, storage }: JobContext, clip: Clip, made: Partial<Clip>): Promise<void> {
  const { declaredSeconds } = (await findClip(db, clip.id)) ?? clip;
  const partial = isPartial({ ...clip, ...made, declaredSeconds });
  const changes = { ...made, partial, state: 'ready', error: null } as const;
  const asItWas = { state: 'uploaded', uploadId: clip.uploadId, revision: clip.revision } as const;
  const isCurrent = await updateClip(db, clip.id, changes, asItWas);
  if (!isCurrent && !(await findClip(db, clip.id))) {
    await fs.rm(storage.clip(clip.id), { recursive: true, force: true });
  }
}
