import fs from 'node:fs/promises';
import type { Socket } from 'node:net';
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

/**
 * Keeps the room that the body of a request will take until it has been answered: others that come meanwhile do not
 * get it too. @throws Refusal 507, or 411 where the length is not said
 */
export async function keepRoom(deps: Pick<Deps, 'storage'>, req: Request, message = noRoom): Promise<void> {
  const body = { bytes: lengthOf(req), socket: req.socket, from: req.socket.bytesRead };
  const others = [...arriving].reduce((sum, other) => sum + toCome(other), 0);
  arriving.add(body);
  req.res?.once('close', () => arriving.delete(body));
  await needRoom(deps, others + body.bytes, message);
}

interface Body {
  bytes: number;
  socket: Socket;
  /** How much the connection had brought before. */
  from: number;
}

const arriving = new Set<Body>();

/** The rest is on the disk already, where `statfs` sees it. */
function toCome({ bytes, socket, from }: Body): number {
  return Math.max(0, bytes - (socket.bytesRead - from));
}

export function noRoomLeft(message = noRoom): Refusal {
  return new Refusal(507, 'The server is full', message);
}

/** @throws Refusal 411: one that does not say it could fill the disk */
function lengthOf(req: Request): number {
  if (req.get('Transfer-Encoding')) throw new Refusal(411, 'How long?', 'Send it with its length.');
  return Number(req.get('Content-Length') ?? 0);
}

const noRoom = 'There is no room left for this. Ask who runs this server to make some, then try again.';
