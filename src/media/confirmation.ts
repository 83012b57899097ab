import { createHash } from 'node:crypto';
import fs from 'node:fs';
import { pipeline } from 'node:stream/promises';
import type { Piece, TakeFinished } from '../browser/wire.ts';
import { timestamp } from '../platform/clock.ts';
import type { Deps } from '../platform/deps.ts';
import { Conflict } from '../platform/http/errors.ts';
import { getClip, isPartial, type Clip } from './clip.ts';
import { completeWaiting } from './completion.ts';
import { updateClip } from './store.ts';

/**
 * Compares what arrived with what the sender recorded, piece by piece. Only after this may the sender forget it.
 * @throws Conflict when it is not all here yet, or when it differs: the clip then waits to be uploaded anew
 */
export async function confirmTake(deps: Deps, clipId: string, { seconds, pieces }: TakeFinished): Promise<Clip> {
  const clip = await getArrived(deps, clipId);
  if (clip.confirmedAt) return clip;
  if (!(await isSame(deps.storage.clip(clipId, 'original'), pieces))) {
    await takeBack(deps, clip);
    throw new Conflict('The recording was damaged on its way. It is being sent again.');
  }
  // The rendition may have been measured before this length was known.
  const partial = isPartial({ ...(await getClip(deps.db, clipId)), declaredSeconds: seconds });
  const confirmedAt = timestamp(deps.clock);
  await updateClip(deps.db, clipId, { declaredSeconds: seconds, partial, confirmedAt });
  return getClip(deps.db, clipId);
}

async function getArrived(deps: Deps, clipId: string): Promise<Clip> {
  const clip = await getClip(deps.db, clipId);
  if (clip.state !== 'uploading') return clip;
  if (!(await completeWaiting(deps, clipId))) throw new Conflict('The recording is not all here yet.');
  return getClip(deps.db, clipId);
}

/** Hashes the stretches of the file that the pieces are, in order; there may be nothing beyond them. */
async function isSame(file: string, pieces: Piece[]): Promise<boolean> {
  const total = pieces.reduce((sum, { bytes }) => sum + bytes, 0);
  if ((await sizeOf(file)) !== total) return false;
  let start = 0;
  for (const { bytes, sha256 } of pieces) {
    if ((await hashStretch(file, start, bytes)) !== sha256) return false;
    start += bytes;
  }
  return true;
}

async function sizeOf(file: string): Promise<number | undefined> {
  return fs.promises.stat(file).then(
    ({ size }) => size,
    () => undefined,
  );
}

async function hashStretch(file: string, start: number, bytes: number): Promise<string> {
  const hash = createHash('sha256');
  if (bytes > 0) await pipeline(fs.createReadStream(file, { start, end: start + bytes - 1 }), hash);
  return hash.digest('hex');
}

/** The files go first: an original without its row's blessing is never served. */
async function takeBack({ db, storage }: Deps, { id, uploadId }: Clip): Promise<void> {
  await fs.promises.rm(storage.clip(id), { recursive: true, force: true });
  const anew = {
    state: 'uploading',
    uploadId: null,
    bytes: null,
    uploadedAt: null,
    seconds: null,
    error: null,
  } as const;
  await updateClip(db, id, { ...anew, partial: false }, { uploadId });
}
