import fs from 'node:fs/promises';
import { randomBytes } from 'node:crypto';
import { createClip } from '../../src/media/clip.ts';
import { issueTicket } from '../../src/media/ticket.ts';
import type { Deps } from '../../src/platform/deps.ts';
import { sha256 } from './hash.ts';
import { TusUpload } from './tus.ts';

const pieceBytes = 2 ** 20;
const mostBreaks = 10;

/** What became of those who sent. */
export interface Crowd {
  lost: number;
  /** What the server would not take, in its words. */
  refusals: string[];
  /** Connections that broke, after which somebody went on from where the server was. */
  broken: number;
}

/** Everybody sends the recording at once, each with an end of their own, and what was kept is compared. */
export async function crowd(
  deps: Deps,
  origin: string,
  people: number,
  recorded: Uint8Array<ArrayBuffer>,
): Promise<Crowd> {
  const found: Crowd = { lost: 0, refusals: [], broken: 0 };
  await Promise.all(Array.from({ length: people }, () => sendOne(deps, origin, recorded, found)));
  return found;
}

async function sendOne(deps: Deps, origin: string, recorded: Uint8Array<ArrayBuffer>, found: Crowd): Promise<void> {
  const take = new Uint8Array(Buffer.concat([recorded, randomBytes(32)]));
  const fields = { ownerKind: 'bench', ownerId: 'bench', kind: 'video', maxBytes: 1e9 } as const;
  const clip = await createClip(deps.db, deps.clock, fields);
  try {
    await sendAll(origin, issueTicket(deps, clip), take, found);
    const kept = await fs.readFile(deps.storage.clip(clip.id, 'original'));
    if (sha256(kept) !== sha256(take)) found.lost += 1;
  } catch (error) {
    found.lost += 1;
    found.refusals.push(String(error));
  }
}

/** Piece by piece; where the connection breaks, on from where the server is, as a recorder does. */
async function sendAll(origin: string, ticket: string, take: Uint8Array<ArrayBuffer>, found: Crowd): Promise<void> {
  const going = <T>(work: () => Promise<T>) => persistently(work, () => (found.broken += 1));
  const upload = await going(() => TusUpload.begin(origin, ticket, take.length));
  for (let at = 0; at < take.length;) {
    const piece = take.subarray(at, at + pieceBytes);
    const answer = await upload.patch(at, piece).catch(() => undefined);
    if (!answer) found.broken += 1;
    else if (answer.status !== 204) throw new Error(`${answer.status}: ${await answer.text()}`);
    at = answer ? at + piece.length : await going(() => upload.offset());
  }
}

/** fetch throws a TypeError for a connection that broke. */
async function persistently<T>(work: () => Promise<T>, broke: () => void): Promise<T> {
  for (let breaks = 0; ; breaks++) {
    try {
      return await work();
    } catch (error) {
      if (breaks === mostBreaks || !(error instanceof TypeError)) throw error;
      broke();
    }
  }
}
