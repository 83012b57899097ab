import fs from 'node:fs/promises';
import type { Request } from 'express';
import type { Deps } from './deps.ts';
import { Refusal } from './http/errors.ts';

/** Kept free, so that the database can record what happens. */
const reservedBytes = 32 * 2 ** 20;

/** @throws Refusal 507 rather than let `bytes` more take the room that is kept for the database */
export async function needRoom({ storage }: Pick<Deps, 'storage'>, bytes: number, message = noRoom): Promise<void> {
  const { bavail, bsize } = await fs.statfs(storage.root);
  if (bavail * bsize < bytes + reservedBytes) throw noRoomLeft(message);
}

export function noRoomLeft(message = noRoom): Refusal {
  return new Refusal(507, 'The server is full', message);
}

/** How long a request's body is. @throws Refusal 411: one that does not say it could fill the disk */
export function lengthOf(req: Request): number {
  if (req.get('Transfer-Encoding')) throw new Refusal(411, 'How long?', 'Send it with its length.');
  return Number(req.get('Content-Length') ?? 0);
}

const noRoom = 'There is no room left for this. Ask who runs this server to make some, then try again.';
