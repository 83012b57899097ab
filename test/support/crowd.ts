import fs from 'node:fs/promises';
import { createHash, randomBytes } from 'node:crypto';
import { createClip } from '../../src/media/clip.ts';
import { issueTicket } from '../../src/media/ticket.ts';
import type { Deps } from '../../src/platform/deps.ts';
import { TusUpload } from './tus.ts';

const pieceBytes = 2 ** 20;

/** How many sent in vain, and what they were told then. */
export interface Crowd {
  lost: number;
  refusals: string[];
}

/** Everybody sends the recording at once, each with an end of their own, and what was kept is compared. */
export async function crowd(
  deps: Deps,
  origin: string,
  people: number,
  recorded: Uint8Array<ArrayBuffer>,
): Promise<Crowd> {
  const refusals: string[] = [];
  const outcomes = Array.from({ length: people }, () =>
    isKept(deps, origin, recorded).catch((error: Error) => {
      refusals.push(error.message);
      return false;
    }),
  );
  return { lost: (await Promise.all(outcomes)).filter((kept) => !kept).length, refusals };
}

/** Sends a recording that nobody else sends, piece by piece, and compares what lies on the server with it. */
async function isKept(deps: Deps, origin: string, recorded: Uint8Array<ArrayBuffer>): Promise<boolean> {
  const fields = { ownerKind: 'bench', ownerId: 'bench', kind: 'video', maxBytes: 1e9 } as const;
  const clip = await createClip(deps.db, deps.clock, fields);
  const sent = createHash('sha256');
  const ending = new Uint8Array(randomBytes(32));
  const upload = await TusUpload.begin(origin, issueTicket(deps, clip), recorded.length + ending.length);
  for (const piece of [...inPieces(recorded), ending]) {
    sent.update(piece);
    await upload.send(piece);
  }
  const kept = await fs.readFile(deps.storage.clip(clip.id, 'original'));
  return createHash('sha256').update(kept).digest('hex') === sent.digest('hex');
}

function inPieces(recorded: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer>[] {
  const count = Math.ceil(recorded.length / pieceBytes);
  return Array.from({ length: count }, (_, index) => recorded.subarray(index * pieceBytes, (index + 1) * pieceBytes));
}
