import fs from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import type { Storage } from '../platform/files.ts';
import { randomText } from '../platform/ids.ts';

/** An upload as the tus file store keeps it: its bytes in `<id>`, what is known of it in `<id>.json`. */
export interface Incoming {
  id: string;
  clipId: string;
  file: string;
  bytes: number;
  /** Unknown until the recorder has stopped. */
  length: number | undefined;
  touchedAt: Date;
}

export const incomingId = /^([0-9a-z]{26})-[0-9a-z]{16}$/;

export function newIncomingId(clipId: string): string {
  return `${clipId}-${randomText(16)}`;
}

export function isWhole(upload: Incoming): boolean {
  return upload.bytes === upload.length;
}

/** Uploads that are under way, left alone, or finished and not yet recorded; of one clip or of all. */
export async function listIncoming(storage: Storage, clipId = ''): Promise<Incoming[]> {
  const names = await fs.readdir(storage.uploads).catch(() => []);
  const ids = names.filter((name) => incomingId.test(name) && name.startsWith(clipId));
  const uploads = await Promise.all(ids.map((id) => findIncoming(storage, id)));
  return uploads.filter((upload) => upload !== undefined);
}

export async function findIncoming(storage: Storage, id: string): Promise<Incoming | undefined> {
  const clipId = incomingId.exec(id)?.[1];
  if (!clipId) return undefined;
  const file = path.join(storage.uploads, id);
  try {
    const [{ size, mtime }, json] = await Promise.all([fs.stat(file), fs.readFile(`${file}.json`, 'utf8')]);
    return { id, clipId, file, bytes: size, length: Known.parse(JSON.parse(json)).size, touchedAt: mtime };
  } catch {
    // Being made or removed at this moment, or only half of it is left, which the sweeper takes.
    return undefined;
  }
}

export async function discardIncoming(storage: Storage, id: string): Promise<void> {
  const file = path.join(storage.uploads, id);
  await fs.rm(file, { force: true });
  await fs.rm(`${file}.json`, { force: true });
}

const Known = z.object({ size: z.number().optional() });
