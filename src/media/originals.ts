import fs from 'node:fs/promises';
import { readSettings } from '../accounts/settings.ts';
import { timestamp, timestampIn } from '../platform/clock.ts';
import type { Deps } from '../platform/deps.ts';
import type { Storage } from '../platform/files.ts';
import type { Clip } from './clip.ts';
import { listDispensable, sumDispensable, type Sum } from './originals.store.ts';
import { listFurtherParts } from './parts.ts';
import { updateClip } from './store.ts';

/** What somebody is told who asks for one. */
export const originalDeleted =
  'The original of this recording was deleted, as this workspace is set up. It still plays.';

/**
 * Where the sound and picture of a clip are at their best: its original, or what was made of it once that is gone or
 * where it is one of several parts.
 */
export function bestSource(storage: Storage, clip: Clip): string {
  const isAll = clip.originalDeletedAt === null && clip.revision <= 1;
  return storage.clip(clip.id, isAll ? 'original' : 'play.mp4');
}

/** How many originals would go if they were kept for so many days, and what they take. */
export function originalsOlderThan({ db, clock }: Deps, days: number): Promise<Sum> {
  return sumDispensable(db, daysAgo(clock, days));
}

/**
 * Every night, where the owner has decided so: deletes originals of which a whole rendition is there. Never one that
 * is partial, failed, unconfirmed, or longer than what was made of it.
 */
export async function deleteOldOriginals(deps: Deps): Promise<void> {
  const { deleteOriginalsAfterDays: days } = await readSettings(deps.db);
  if (days === null) return;
  const before = daysAgo(deps.clock, days);
  for (let afterId = ''; ;) {
    const clips = await listDispensable(deps.db, before, afterId, 500);
    for (const clip of clips) await deleteOriginal(deps, clip);
    const last = clips.at(-1);
    if (!last) return;
    afterId = last.id;
  }
}

/** The file first: a crash in between leaves a row that the next night finds again. */
async function deleteOriginal({ db, clock, storage }: Deps, { id }: Pick<Clip, 'id'>): Promise<void> {
  const isThere = await fs.stat(storage.clip(id, 'play.mp4')).then(
    ({ size }) => size > 0,
    () => false,
  );
  if (!isThere) return;
  for (const part of [...(await listFurtherParts(db, id)), { id }]) {
    await fs.rm(storage.clip(part.id, 'original'), { force: true });
    await updateClip(db, part.id, { originalDeletedAt: timestamp(clock) });
  }
}

function daysAgo(clock: Deps['clock'], days: number): string {
  return timestampIn(clock, -days * 86_400);
}
