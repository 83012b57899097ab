import { DetailedError, Upload } from 'tus-js-client';
import type { Progress, TakeFinished, TakeStarted } from '../wire.ts';
import { post, Refused, type Sender } from '../answering/requests.ts';
import { patiently } from './patience.ts';
import type { Spool, SpooledTake } from './spool.ts';
import type { TakeSource } from './take-source.ts';

/** How far a take is on its way. */
export interface Far {
  /** Bytes that the server has acknowledged. */
  safeBytes: number;
  /** While the server cannot be reached. */
  waiting: boolean;
}

const mostBytesAtOnce = 1 << 20;

/**
 * Sends a take, while it grows if need be, until the server has confirmed every piece; only then the spool forgets it.
 * @throws Refused when the server will not have it
 */
export function sendTake(
  sender: Sender,
  spool: Spool,
  take: SpooledTake,
  source: TakeSource,
  told: (far: Far) => void,
): Promise<Progress> {
  const far: Far = { safeBytes: 0, waiting: false };
  const tell = (change: Partial<Far>) => told(Object.assign(far, change));
  return alone(take.takeId, async () => {
    const progress = await patiently(
      async () => {
        await upload(sender, spool, take, source, (safeBytes) => tell({ safeBytes, waiting: false }));
        return confirm(sender, spool, take, source);
      },
      (waiting) => tell({ waiting }),
    );
    await spool.forget(take.takeId);
    return progress;
  });
}

/** Two tabs of one response must not send the same take at once. */
function alone<Result>(takeId: string, work: () => Promise<Result>): Promise<Result> {
  return 'locks' in navigator ? navigator.locks.request(`reelay ${takeId}`, work) : work();
}

/** The tus protocol with a length that is told at the end (deferred), from the byte where an earlier try was cut off. */
function upload(
  sender: Sender,
  spool: Spool,
  take: SpooledTake,
  source: TakeSource,
  told: (safeBytes: number) => void,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const upload = new Upload(new Blob([]), {
      endpoint: '/uploads',
      uploadUrl: take.uploadUrl ?? null,
      uploadLengthDeferred: true,
      chunkSize: mostBytesAtOnce,
      headers: { 'Upload-Ticket': take.ticket },
      retryDelays: null,
      fingerprint: async () => '',
      storeFingerprintForResuming: false,
      fileReader: { openFile: async () => source as unknown as FileSource },
      onUploadUrlAvailable: () => void spool.keep(Object.assign(take, { uploadUrl: upload.url ?? undefined })),
      onChunkComplete: (_bytes, accepted) => told(accepted),
      onSuccess: () => resolve(),
      onError: (error) => void explain(sender, spool, take, error).then(resolve, reject),
    });
    upload.start();
  });
}

type FileSource = Awaited<ReturnType<NonNullable<Upload['options']['fileReader']>['openFile']>>;

/** Resolves when the bytes turn out to be there already; otherwise throws what `patiently` can judge. */
async function explain(sender: Sender, spool: Spool, take: SpooledTake, error: Error | DetailedError): Promise<void> {
  const response = error instanceof DetailedError ? error.originalResponse : null;
  const status = response?.getStatus() ?? 0;
  if (status === 409) return;
  if (status === 403) {
    const { ticket } = await post<TakeStarted>(sender, `takes/${take.takeId}/parts`);
    await spool.keep(Object.assign(take, { ticket }));
  }
  if (status === 413) throw new Refused(413, 'This take is larger than the server accepts. Record a shorter one.');
  throw error;
}

/** Declares the hashes of all pieces. A take that was damaged on its way is sent anew from the spool. @throws Refused */
async function confirm(sender: Sender, spool: Spool, take: SpooledTake, source: TakeSource): Promise<Progress> {
  const finished: TakeFinished = { part: 1, seconds: take.seconds ?? source.pieces.length, pieces: source.pieces };
  try {
    return await post<Progress>(sender, `takes/${take.takeId}/confirmation`, finished);
  } catch (error) {
    // Nothing that could be sent once more: it would only be refused once more.
    if (error instanceof Refused && error.status === 422) await spool.forget(take.takeId);
    if (!(error instanceof Refused) || error.status !== 409) throw error;
    await spool.keep(Object.assign(take, { uploadUrl: undefined }));
    throw new Error('Sent anew', { cause: error });
  }
}
