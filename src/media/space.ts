import type { Stats } from 'node:fs';
import fs from 'node:fs/promises';
import type { Deps } from '../platform/deps.ts';
import type { Storage } from '../platform/files.ts';
import { listIncoming } from './incoming.ts';
import { listUncounted, sumOriginals, sumRenditions } from './space.store.ts';
import { updateClip } from './store.ts';

/** What media take on the disk, in bytes. */
export interface MediaSpace {
  originals: { count: number; bytes: number };
  renditions: { bytes: number };
  /** Uploads under way or left unfinished. */
  incoming: { count: number; bytes: number };
}

/** From what was counted when each file was made: nothing is walked through. */
export async function spaceOfMedia({ db, storage }: Deps): Promise<MediaSpace> {
  const incoming = await listIncoming(storage);
  return {
    originals: await sumOriginals(db),
    renditions: await sumRenditions(db),
    incoming: { count: incoming.length, bytes: incoming.reduce((sum, { bytes }) => sum + bytes, 0) },
  };
}

/** What was made of a clip, in bytes. */
export async function renditionBytes(storage: Storage, clipId: string): Promise<number> {
  const names = await fs.readdir(storage.clip(clipId), { recursive: true }).catch(() => []);
  const made = names.filter((name) => name !== 'original');
  const sizes = await Promise.all(made.map((name) => fs.stat(storage.clip(clipId, name)).then(sizeOf, () => 0)));
  return sizes.reduce((sum, size) => sum + size, 0);
}

/** What was made of an edit lies in a folder, whose own size is none of it, and may be replaced meanwhile. */
function sizeOf(found: Stats): number {
  return found.isFile() ? found.size : 0;
}

/** After something was added to what was made of a clip, or taken away. */
export async function recountRenditions({ db, storage }: Pick<Deps, 'db' | 'storage'>, clipId: string): Promise<void> {
  await updateClip(db, clipId, { renditionBytes: await renditionBytes(storage, clipId) });
}

/** For clips made before this was counted; a few at a time. */
export async function countRenditions({ db, storage }: Deps): Promise<void> {
  for (let ids; (ids = await listUncounted(db, 500)).length > 0;) {
    for (const id of ids) await recountRenditions({ db, storage }, id);
  }
}
