import fs from 'node:fs/promises';
import path from 'node:path';
import type { Storage } from '../platform/files.ts';

/** Works in an empty folder in tmp, of which nothing is left afterwards but what was published. */
export async function inWorkshop<Result>(storage: Storage, work: (folder: string) => Promise<Result>): Promise<Result> {
  const folder = storage.temporary();
  await fs.mkdir(folder);
  try {
    return await work(folder);
  } finally {
    await fs.rm(folder, { recursive: true, force: true });
  }
}

/** Whole files only: what is in a clip's folder can be served. */
export async function publish(storage: Storage, clipId: string, workshop: string): Promise<void> {
  for (const name of await fs.readdir(workshop)) {
    await fs.rename(path.join(workshop, name), storage.clip(clipId, name));
  }
}
