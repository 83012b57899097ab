import { setTimeout } from 'node:timers/promises';
import type { ServerProcess } from './server-process.ts';
import type { TusUpload } from './tus.ts';

const pieceBytes = 2 ** 20;

export interface KilledOften {
  kills: number;
  /** Bytes that the server had said it has, and then had not. */
  bytesForgotten: number;
}

/**
 * Sends a take piece by piece, and kills the server while a piece is on its way, again and again, evenly over the
 * length of the take. After each kill it goes on from where the server says that it is.
 */
export async function sendThroughKills(
  server: ServerProcess,
  upload: TusUpload,
  take: Uint8Array<ArrayBuffer>,
  times: number,
): Promise<KilledOften> {
  const done: KilledOften = { kills: 0, bytesForgotten: 0 };
  for (let acknowledged = 0; acknowledged < take.length;) {
    const offset = await upload.offset();
    done.bytesForgotten += Math.max(0, acknowledged - offset);
    const isKilled = done.kills < times && offset >= (take.length * (done.kills + 1)) / (times + 2);
    if (isKilled) void setTimeout(Math.random() * 8).then(() => server.kill());
    acknowledged = (await sendPiece(upload, take, offset)) ?? offset;
    if (!isKilled) continue;
    await server.restart();
    done.kills += 1;
  }
  return done;
}

/** The offset that was acknowledged; undefined where the connection broke. */
async function sendPiece(
  upload: TusUpload,
  take: Uint8Array<ArrayBuffer>,
  offset: number,
): Promise<number | undefined> {
  const end = Math.min(take.length, offset + pieceBytes);
  return upload.patch(offset, take.subarray(offset, end), end === take.length ? take.length : undefined).then(
    ({ status, headers }) => (status === 204 ? Number(headers.get('Upload-Offset')) : undefined),
    () => undefined,
  );
}
