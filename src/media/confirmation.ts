import { createHash } from 'node:crypto';
import fs from 'node:fs';
import { pipeline } from 'node:stream/promises';
import type { Piece, TakeFinished } from '../browser/wire.ts';
import { Unreadable } from '../platform/bad-media.ts';
import { timestamp } from '../platform/clock.ts';
import { inTransaction, type Db } from '../platform/database.ts';
import type { Deps } from '../platform/deps.ts';
import { Conflict, Invalid } from '../platform/http/errors.ts';
import { forgetArrival, hashOfArrival } from './arrival.ts';
import { getClip, isPartial, type Clip } from './clip.ts';
import { completeWaiting } from './completion.ts';
import { examineTake } from './examine.ts';
import { listFurtherParts, wholeOf } from './parts.ts';
import { updateClip } from './store.ts';

/**
 * Compares what arrived with what the sender recorded, piece by piece. Only after this may the sender forget it, and
 * nothing replaces it any more. Of several at once, the first to write wins.
 * @throws Conflict when it is not all here yet, or when it differs: the clip then waits to be uploaded anew;
 * Invalid with a sentence under `recording` when it is the same and still no recording
 */
export async function confirmTake(deps: Deps, clipId: string, { seconds, pieces }: Declared): Promise<Clip> {
  const clip = await getArrived(deps, clipId);
  if (clip.confirmedAt) return clip;
  const original = deps.storage.clip(clipId, 'original');
  const same = await isSame(original, clip.uploadId ?? '', pieces);
  forgetArrival(clip.uploadId ?? '');
  if (!same) {
    await takeBack(deps, clip);
    throw new Conflict('The recording was damaged on its way. It is being sent again.');
  }
  const found = await examineTake(deps.config, clip, original).catch((error: unknown) => refuse(deps, clip, error));
  return confirmed(deps, clip, found.declaredSeconds ?? seconds);
}

/** What cannot be used does not count, and is kept for whoever runs the server. */
async function refuse({ db }: Deps, clip: Clip, error: unknown): Promise<never> {
  if (!(error instanceof Unreadable)) throw error;
  await updateClip(db, clip.id, { state: 'failed', error: error.message }, unconfirmed(clip));
  throw new Invalid({ recording: `${error.message} ${recordAgain}` });
}

/** What the sender recorded. */
type Declared = Pick<TakeFinished, 'seconds' | 'pieces'>;

/** What the respondent can do about a recording that cannot be read. */
export const recordAgain = 'Record it again, or choose another way to answer.';

async function confirmed({ db, clock }: Deps, clip: Clip, seconds: number): Promise<Clip> {
  return inTransaction(db, async (trx) => {
    const changes = { declaredSeconds: seconds, confirmedAt: timestamp(clock) };
    const isFirst = await updateClip(trx, clip.id, changes, unconfirmed(clip));
    if (isFirst) await declare(trx, clip, seconds);
    const now = await getClip(trx, clip.id);
    if (!isFirst && !now.confirmedAt) throw new Conflict('The recording is being sent again.');
    return now;
  });
}

/** Of the whole, how long all confirmed parts are. The rendition may have been measured before this was known. */
async function declare(trx: Db, clip: Clip, seconds: number): Promise<void> {
  const whole = await wholeOf(trx, clip);
  if (!whole.confirmedAt) return;
  const further = (await listFurtherParts(trx, whole.id)).filter(({ confirmedAt }) => confirmedAt);
  const others = further.reduce((sum, { declaredSeconds }) => sum + (declaredSeconds ?? 0), 0);
  const declaredSeconds = whole.id === clip.id ? seconds + others : (whole.declaredSeconds ?? 0) + seconds;
  await updateClip(trx, whole.id, { declaredSeconds, partial: isPartial({ ...whole, declaredSeconds }) });
}

/** As it was when it was compared. */
function unconfirmed({ uploadId }: Clip): Partial<Clip> {
  return { uploadId, confirmedAt: null };
}

async function getArrived(deps: Deps, clipId: string): Promise<Clip> {
  const clip = await getClip(deps.db, clipId);
  if (clip.state !== 'uploading') return clip;
  if (!(await completeWaiting(deps, clipId))) throw new Conflict('The recording is not all here yet.');
  return getClip(deps.db, clipId);
}

/** Hashes the stretches that the pieces are, in order, unless that was done as they came; there may be nothing beyond them. */
async function isSame(file: string, uploadId: string, pieces: Piece[]): Promise<boolean> {
  const total = pieces.reduce((sum, { bytes }) => sum + bytes, 0);
  if ((await sizeOf(file)) !== total) return false;
  let start = 0;
  for (const { bytes, sha256 } of pieces) {
    const found = hashOfArrival(uploadId, start, bytes) ?? (await hashStretch(file, start, bytes));
    if (found !== sha256) return false;
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

/**
 * Only what nobody has confirmed meanwhile. The files leave their place before the row lets another upload in, which
 * they would otherwise take with them.
 */
async function takeBack({ db, storage }: Deps, clip: Clip): Promise<void> {
  const away = storage.temporary();
  await inTransaction(db, async (trx) => {
    if (!(await updateClip(trx, clip.id, anew, unconfirmed(clip)))) return;
    await fs.promises.rename(storage.clip(clip.id), away).catch(ignoreMissing);
  });
  await fs.promises.rm(away, { recursive: true, force: true });
}

const anew: Partial<Clip> = {
  state: 'uploading',
  uploadId: null,
  bytes: null,
  uploadedAt: null,
  seconds: null,
  declaredSeconds: null,
  hasStoryboard: false,
  silentSeconds: null,
  renditionBytes: null,
  error: null,
  partial: false,
};

function ignoreMissing(error: NodeJS.ErrnoException): void {
  if (error.code !== 'ENOENT') throw error;
}
