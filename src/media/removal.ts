import fs from 'node:fs/promises';
import { timestamp } from '../platform/clock.ts';
import { emptyLog, inTransaction, type Db } from '../platform/database.ts';
import type { Deps } from '../platform/deps.ts';
import { Hook } from '../platform/hook.ts';
import { Conflict } from '../platform/http/errors.ts';
import { defineJob } from '../platform/jobs/job.ts';
import { findClip, type Clip } from './clip.ts';
import { getEdit, showingOf } from './edit.ts';
import { editFolder } from './edit-files.ts';
import { recordWholeRemoved } from './edit.store.ts';
import { listFurtherParts } from './parts.ts';
import { ownPictures } from './poster.ts';
import { renditionBytes } from './space.ts';
import { updateClip } from './store.ts';

/** Runs in the transaction that decides it: what was said in what is removed has to go too. */
export const wholeRemoved = new Hook<[Db, Clip], Promise<void>>('wholeRemoved');

/**
 * Removes everything of a recording but what is left of it after its edit, for good. Times stay those of the whole
 * recording, so that what refers to them need not change.
 * @throws Conflict unless there is a film of what is left
 */
export async function removeWhole(deps: Deps, clip: Clip): Promise<void> {
  await inTransaction(deps.db, async (trx) => {
    const edit = await getEdit(trx, clip.id);
    if (edit.wholeRemovedAt !== null) return;
    if (showingOf(edit) !== 'edited')
      throw new Conflict('There is no film of what is left yet. Try again in a moment.');
    const now = timestamp(deps.clock);
    await recordWholeRemoved(trx, clip.id, now);
    for (const { id } of [clip, ...(await listFurtherParts(trx, clip.id))]) {
      await updateClip(trx, id, { originalDeletedAt: now });
    }
    await wholeRemoved.run(trx, clip);
    await removeFiles.later(trx, { clipId: clip.id }, { subject: clip.id });
  });
  await removeFiles.now(deps, { clipId: clip.id });
}

/** At once, and again by the queue after a crash. */
export const removeFiles = defineJob<{ clipId: string }>(
  'media.remove-whole',
  async ({ clipId }, { db, storage }) => {
    const edit = await getEdit(db, clipId);
    if (!(await findClip(db, clipId)) || edit.wholeRemovedAt === null) return;
    for (const { id } of await listFurtherParts(db, clipId))
      await fs.rm(storage.clip(id), { recursive: true, force: true });
    const kept = new Set([editFolder(edit.revision), ...Object.values(ownPictures)]);
    // Also what others made of it, such as a film with annotations in its picture.
    for (const name of await fs.readdir(storage.clip(clipId)))
      if (!kept.has(name)) await fs.rm(storage.clip(clipId, name), { recursive: true, force: true });
    await updateClip(db, clipId, { renditionBytes: await renditionBytes(storage, clipId) });
    await emptyLog(db);
  },
  { title: 'Removing what was cut from a recording' },
);
