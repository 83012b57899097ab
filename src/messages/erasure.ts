import { audit } from '../accounts/audit.ts';
import { clipsOfComments, deleteCommentsOf } from '../comments/comment.ts';
import { clipsOfOwner } from '../media/clip.ts';
import { eraseClips, eraseClipsNow } from '../media/erase.ts';
import { forgetNotices } from '../notifications/notice.ts';
import { timestamp, timestampIn } from '../platform/clock.ts';
import { emptyLog, inTransaction, type Db } from '../platform/database.ts';
import type { Deps } from '../platform/deps.ts';
import { deleteJobsAbout } from '../platform/jobs/queue.ts';
import { rememberErasures } from '../responses/erasure.ts';
import { forgetLinks } from '../sharing/link.ts';
import { listBinnedBefore, listCameBack } from './library.store.ts';
import { messageOwner } from './message.ts';
import { deleteMessage, findMessage } from './store.ts';

interface Asked {
  /** Null where nobody is signed in. */
  actorId: string | null;
  because: 'member' | 'bin' | 'restored';
}

/**
 * Erases a message with everything it holds, and remembers its id. When this returns, nothing of it is left in the storage
 * folder; after a crash in between a job does the rest. One that is gone already stays gone.
 */
export async function eraseMessage(deps: Deps, id: string, { actorId, because }: Asked): Promise<void> {
  const clipIds = await inTransaction(deps.db, async (trx) => {
    if (!(await findMessage(trx, id))) return [];
    const held = await forgetMessage(trx, id);
    await rememberErasures(trx, [{ id, kind: messageOwner, erased_at: timestamp(deps.clock) }]);
    await audit({ ...deps, db: trx }, actorId, 'message.erased', id, { because });
    return held;
  });
  await eraseClipsNow(deps, clipIds);
  await deleteJobsAbout(deps.db, [id]);
  await emptyLog(deps.db);
}

/** Everything but its files, in the caller's transaction. Gives the clips that a job erases once that is committed. */
export async function forgetMessage(trx: Db, id: string): Promise<string[]> {
  const subject = { kind: messageOwner, id };
  const own = (await clipsOfOwner(trx, messageOwner, id)).map((clip) => clip.id);
  const held = [...own, ...(await clipsOfComments(trx, subject))];
  await eraseClips.later(trx, { clipIds: held });
  await deleteMessage(trx, id);
  await deleteCommentsOf(trx, subject);
  await forgetLinks(trx, subject);
  await forgetNotices(trx, id);
  return held;
}

const daysInBin = 30;

/** Every night: what has been in the bin for long enough. */
export async function emptyBin(deps: Deps): Promise<void> {
  const before = timestampIn(deps.clock, -daysInBin * 86_400);
  for (const id of await listBinnedBefore(deps.db, before))
    await eraseMessage(deps, id, { actorId: null, because: 'bin' });
}

/** Erases again what a backup brought back. */
export async function replayMessageErasures(deps: Deps): Promise<void> {
  for (const id of await listCameBack(deps.db)) await eraseMessage(deps, id, { actorId: null, because: 'restored' });
}
