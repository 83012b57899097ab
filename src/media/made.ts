import fs from 'node:fs/promises';
import type { Db } from '../platform/database.ts';
import type { Storage } from '../platform/files.ts';
import type { Clip } from './clip.ts';
import { updateClip } from './store.ts';
import { publish } from './workshop.ts';

/** What is known of a film that was made here. */
export type MadeFilm = Pick<Clip, 'seconds' | 'width' | 'height' | 'renditionBytes'>;

/**
 * Puts the files of a film that was made here, `play.mp4` and its pictures, into the folder of its clip, of which nothing
 * is shown before `recordMadeFilm`.
 */
export async function placeMadeFilm(storage: Storage, { id }: Clip, workshop: string): Promise<void> {
  await fs.mkdir(storage.clip(id), { recursive: true });
  await publish(storage, id, workshop);
}

/** From here on it plays. False where its clip has been deleted meanwhile. */
export async function recordMadeFilm(db: Db, { id }: Clip, made: MadeFilm): Promise<boolean> {
  const film = { ...made, hasAudio: true, videoCodec: 'h264', state: 'ready' } as const;
  return updateClip(db, id, film, { state: 'uploading' });
}
