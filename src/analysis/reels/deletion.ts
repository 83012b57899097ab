import { audit } from '../../accounts/audit.ts';
import type { Viewer } from '../../accounts/reviewer.ts';
import { clipsOfComments, deleteCommentsOf } from '../../comments/comment.ts';
import { eraseClips } from '../../media/erase.ts';
import { forgetNotices } from '../../notifications/notice.ts';
import { inTransaction, type Db } from '../../platform/database.ts';
import type { Deps } from '../../platform/deps.ts';
import { forgetLinks } from '../../sharing/link.ts';
import { takeDown } from './going.ts';
import { reelOwner, type Reel } from './reel.ts';
import * as store from './store.ts';

/** With its film, its links, and what was said about it; the answers stay. */
export async function deleteReel(deps: Deps, viewer: Viewer, { id }: Reel): Promise<void> {
  await inTransaction(deps.db, async (trx) => {
    const clipIds = await forgetReel(trx, id);
    await audit({ ...deps, db: trx }, viewer.id, 'reel.deleted', id);
    await eraseClips.later(trx, { clipIds });
  });
}

/** When their form goes, in that transaction. Gives the clips that are to be erased once it is committed. */
export async function forgetReelsOf(trx: Db, formId: string): Promise<string[]> {
  const clipIds: string[] = [];
  for (const id of await store.listReelIds(trx, formId)) clipIds.push(...(await forgetReel(trx, id)));
  return clipIds;
}

async function forgetReel(trx: Db, id: string): Promise<string[]> {
  const subject = { kind: reelOwner, id };
  const held = [...(await takeDown(trx, id)), ...(await clipsOfComments(trx, subject))];
  await store.deleteReel(trx, id);
  await deleteCommentsOf(trx, subject);
  await forgetLinks(trx, subject);
  await forgetNotices(trx, id);
  return held;
}
