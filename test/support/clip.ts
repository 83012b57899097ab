import fs from 'node:fs';
import { getClip, type Clip, type NewClip } from '../../src/media/clip.ts';
import { insertClip, updateClip } from '../../src/media/store.ts';
import { newId } from '../../src/platform/ids.ts';
import type { World } from './world.ts';

/** A clip whose upload has just been completed. */
export async function arrived(world: World, file: string, fields: Partial<NewClip> = {}, more: Partial<Clip> = {}) {
  const id = newId();
  fs.mkdirSync(world.storage.clip(id));
  fs.copyFileSync(file, world.storage.clip(id, 'original'));
  const base = { id, ownerKind: 'take', ownerId: 'a-take', kind: 'video', state: 'uploaded', maxBytes: 1e9 } as const;
  await insertClip(world.db, { ...base, createdAt: world.clock.now().toISOString(), ...fields });
  await updateClip(world.db, id, { uploadId: `${id}-${'0'.repeat(16)}`, ...more });
  return getClip(world.db, id);
}
