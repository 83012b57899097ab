import fs from 'node:fs/promises';
import type { Socket } from 'node:net';
import path from 'node:path';
import type { Request } from 'express';
import type { Deps } from './deps.ts';
import type { Storage } from './files.ts';
import { Refusal } from './http/errors.ts';

/** Kept free, so that the database can record what happens. */
export const reservedBytes = 32 * 2 ** 20;

/** The file system that holds the storage folder, in bytes. */
export interface Room {
  free: number;
  total: number;
}

export async function roomOf(storage: Storage): Promise<Room> {
  const { bavail, blocks, bsize } = await fs.statfs(storage.root);
  return { free: bavail * bsize, total: blocks * bsize };
}

/** Less than a tenth, or less than what an afternoon of recordings may take. */
export function isLow({ free, total }: Room): boolean {
  return free < total / 10 || free < 2e9;
}

/** The database files, with what has not been written back into them yet. */
export async function databaseBytes(storage: Storage): Promise<number> {
  const folder = path.dirname(storage.database);
  const sizes = (await fs.readdir(folder)).map((name) => sizeOf(path.join(folder, name)));
  return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
}

/** 0 for what has gone meanwhile. */
function sizeOf(file: string): Promise<number> {
  return fs.stat(file).then(
    ({ size }) => size,
    () => 0,
  );
}

/** @throws Refusal 507 rather than let `bytes` more take the room that is kept for the database */
export async function needRoom({ storage }: Pick<Deps, 'storage'>, bytes: number, message = noRoom): Promise<void> {
  const { free } = await roomOf(storage);
  if (free < bytes + reservedBytes) throw noRoomLeft(message);
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

/** Whether it failed for want of room, as Node, ffmpeg and libvips say it. */
export function isDiskFull(error: unknown): boolean {
  return error instanceof Error && /ENOSPC|No space left on device/i.test(error.message);
}

/** @throws Refusal 411: one that does not say it could fill the disk */
export function lengthOf(req: Request): number {
  if (req.get('Transfer-Encoding')) throw new Refusal(411, 'How long?', 'Send it with its length.');
  return Number(req.get('Content-Length') ?? 0);
}

export const noRoom = 'There is no room left for this. Ask who runs this server to make some, then try again.';
