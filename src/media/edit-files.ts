import fs from 'node:fs/promises';
import type { Storage } from '../platform/files.ts';

/** Within a clip's folder: what was made of a revision of its edit, under the names that renditions have. */
export function editFolder(revision: number): string {
  return `edit-${revision}`;
}

/** Deletes what was made of the revisions before one. */
export async function forgetEarlierEdits(storage: Storage, clipId: string, revision: number): Promise<void> {
  for (const name of await fs.readdir(storage.clip(clipId)).catch(() => [])) {
    const isEarlier = Number(/^edit-(\d+)$/.exec(name)?.[1] ?? Infinity) < revision;
    if (isEarlier) await fs.rm(storage.clip(clipId, name), { recursive: true, force: true });
  }
}
