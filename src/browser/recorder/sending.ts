import { DetailedError, Upload } from 'tus-js-client';
import type { Progress, TakeFinished, TakeStarted } from '../wire.ts';
import { post, Refused, routesOf, type Sender } from '../answering/requests.ts';
import { patiently } from './patience.ts';
import type { PartKey, Spool, SpooledPart } from './spool.ts';
import type { TakeSource } from './take-source.ts';

/** How far a part of a take is on its way. */
export interface Far {
  /** Bytes that the server has acknowledged. */
  safeBytes: number;
  /** While the server cannot be reached. */
  waiting: boolean;
}

const mostBytesAtOnce = 1 << 20;

/**
 * Sends a part of a take, while it grows if need be, until the server has confirmed every piece. The spool may
 * forget it then, and not before.
 * @throws Refused when the server will not have it
 */
export function sendPart(
  sender: Sender,
  spool: Spool,
  part: SpooledPart,
  source: TakeSource,
  told: (far: Far) => void,
): Promise<Progress> {
  const far: Far = { safeBytes: 0, waiting: false };
  const tell = (change: Partial<Far>) => told(Object.assign(far, change));
  return alone(part, () =>
    patiently(
      async () => {
        await ensureTicket(sender, spool, part);
        await upload(sender, spool, part, source, (safeBytes) => tell({ safeBytes, waiting: false }));
        return confirm(sender, spool, part, source);
      },
      (waiting) => tell({ waiting }),
    ),
  );
}

/** Two tabs of one response must not send the same take at once. */
function alone<Result>({ takeId, part }: PartKey, work: () => Promise<Result>): Promise<Result> {
  return 'locks' in navigator ? navigator.locks.request(`reelay ${takeId} ${part}`, work) : work();
}

/** The server hears of a further part only now: recording goes on without a connection. */
async function ensureTicket(sender: Sender, spool: Spool, part: SpooledPart): Promise<void> {
  if (part.ticket) return;
  const { ticket } = await post<TakeStarted>(sender, routesOf(sender).parts(part.takeId), { part: part.part });
  await spool.keep(Object.assign(part, { ticket }));
}

/** The tus protocol with a length that is told at the end (deferred), from the byte where an earlier try was cut off. */
function upload(
  sender: Sender,
  spool: Spool,
  part: SpooledPart,
  source: TakeSource,
  told: (safeBytes: number) => void,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const upload = new Upload(new Blob([]), {
      endpoint: '/uploads',
      uploadUrl: part.uploadUrl ?? null,
      uploadLengthDeferred: true,
      chunkSize: mostBytesAtOnce,
      headers: { 'Upload-Ticket': part.ticket },
      retryDelays: null,
      fingerprint: async () => '',
      storeFingerprintForResuming: false,
      fileReader: { openFile: async () => source as unknown as FileSource },
      onUploadUrlAvailable: () => void spool.keep(Object.assign(part, { uploadUrl: upload.url ?? undefined })),
      onChunkComplete: (_bytes, accepted) => told(accepted),
      onSuccess: () => resolve(),
      onError: (error) => void explain(spool, part, error).then(resolve, reject),
    });
    upload.start();
  });
}

type FileSource = Awaited<ReturnType<NonNullable<Upload['options']['fileReader']>['openFile']>>;

/** Resolves when the bytes turn out to be there already; otherwise throws what `patiently` can judge. */
async function explain(spool: Spool, part: SpooledPart, error: Error | DetailedError): Promise<void> {
  const response = error instanceof DetailedError ? error.originalResponse : null;
  const status = response?.getStatus() ?? 0;
  if (status === 409) return;
  // The next try asks for another.
  if (status === 403) await spool.keep(Object.assign(part, { ticket: '' }));
  if (status === 410) throw new Refused(410, 'This take was discarded.');
  if (status === 413) throw new Refused(413, 'This take is larger than the server accepts. Record a shorter one.');
  throw error;
}

/** Declares the hashes of all pieces. A take that was damaged on its way is sent anew from the spool. @throws Refused */
async function confirm(sender: Sender, spool: Spool, part: SpooledPart, source: TakeSource): Promise<Progress> {
  const finished: TakeFinished = {
    part: part.part,
    seconds: part.seconds ?? source.pieces.length,
    pieces: source.pieces,
  };
  try {
    return await post<Progress>(sender, routesOf(sender).confirmation(part.takeId), finished);
  } catch (error) {
    // Nothing that could be sent once more: it would only be refused once more.
    if (error instanceof Refused && error.status === 422) await spool.forget(part);
    if (!(error instanceof Refused) || error.status !== 409) throw error;
    await spool.keep(Object.assign(part, { uploadUrl: undefined }));
    throw new Error('Sent anew', { cause: error });
  }
}
