import fs from 'node:fs/promises';
import { timestamp } from '../platform/clock.ts';
import { inTransaction, type Db } from '../platform/database.ts';
import type { Deps } from '../platform/deps.ts';
import { findClip, getClip, isRecording, type Clip } from './clip.ts';
import { discardIncoming, isWhole, listIncoming, type Incoming } from './incoming.ts';
import { wholeOf } from './parts.ts';
import { updateClip } from './store.ts';
import { transcode } from './transcode.ts';

/**
 * Makes a finished upload its clip's original, exactly once: linked, recorded, and only then removed from the uploads.
 * May be called again after a crash at any point, and by several at once.
 */
export async function completeUpload(deps: Deps, upload: Incoming): Promise<void> {
  const clip = await findClip(deps.db, upload.clipId);
  if (clip?.state === 'uploading') {
    await linkOriginal(deps, upload);
    await record(deps, clip, upload);
  }
  await discardIncoming(deps.storage, upload.id);
}

/** Completes what a clip has lying finished; returns whether there was anything. */
export async function completeWaiting(deps: Deps, clipId: string): Promise<boolean> {
  const finished = (await listIncoming(deps.storage, clipId)).filter(isWhole);
  for (const upload of finished) await completeUpload(deps, upload);
  return finished.length > 0;
}

/** Makes what has arrived of an upload that nobody goes on with its clip's original. False where nothing has. */
export async function completeAsFarAs(deps: Deps, clipId: string): Promise<boolean> {
  const [longest] = (await listIncoming(deps.storage, clipId)).toSorted((a, b) => b.bytes - a.bytes);
  if (!longest || longest.bytes === 0) return false;
  await completeUpload(deps, longest);
  return true;
}

/** At the start and every minute: completes what was finished when the process died, which tus does not. */
export async function reconcileUploads(deps: Deps): Promise<void> {
  const finished = (await listIncoming(deps.storage)).filter(isWhole);
  for (const upload of finished) await completeUpload(deps, upload);
}

/** Linked beside and renamed, so that there is no moment without the bytes under one of their names. */
async function linkOriginal({ storage }: Deps, upload: Incoming): Promise<void> {
  const beside = storage.temporary();
  await fs.mkdir(storage.clip(upload.clipId), { recursive: true });
  await fs.link(upload.file, beside);
  const handle = await fs.open(beside, 'r+');
  await handle.sync().finally(() => handle.close());
  await fs.rename(beside, storage.clip(upload.clipId, 'original'));
  // Renaming one link over another of the same file does nothing (POSIX), and would leave this one.
  await fs.rm(beside, { force: true });
}

async function record({ db, clock, storage }: Deps, clip: Clip, upload: Incoming): Promise<void> {
  const state = isRecording(clip) ? 'uploaded' : 'ready';
  const isFirst = await inTransaction(db, async (trx) => {
    const changes = { state, uploadId: upload.id, bytes: upload.bytes, uploadedAt: timestamp(clock) } as const;
    const wasWaiting = await updateClip(trx, clip.id, changes, { state: 'uploading' });
    if (wasWaiting && state === 'uploaded') await prepare(trx, await getClip(trx, clip.id));
    return wasWaiting;
  });
  // Erased between linking and recording.
  if (!isFirst && !(await findClip(db, clip.id))) await fs.rm(storage.clip(clip.id), { recursive: true, force: true });
}

/** What is played is made anew with every part of it that arrives. */
async function prepare(trx: Db, arrived: Clip): Promise<void> {
  const whole = await wholeOf(trx, arrived);
  const isHere = whole.state !== 'uploading';
  const anew = { state: 'uploaded', error: null, seconds: null, partial: false, hasStoryboard: false } as const;
  await updateClip(trx, whole.id, { revision: whole.revision + 1, ...(isHere && anew) });
  if (isHere) await transcode.later(trx, { clipId: whole.id }, { subject: whole.id });
}
