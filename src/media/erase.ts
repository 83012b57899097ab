import { emptyLog } from '../platform/database.ts';
import type { Deps } from '../platform/deps.ts';
import { Hook } from '../platform/hook.ts';
import { defineJob } from '../platform/jobs/job.ts';
import { deleteJobsAbout } from '../platform/jobs/queue.ts';
import { deleteClip } from './clip.ts';
import { discardIncoming, listIncoming } from './incoming.ts';
import { listFurtherParts } from './parts.ts';

/** Erases clips once the transaction that let go of them has been committed; a crash does not keep it from that. */
export const eraseClips = defineJob<{ clipIds: string[] }>(
  'media.erase',
  async ({ clipIds }, context) => {
    await eraseClipsNow(context, clipIds);
    if (!(await emptyLog(context.db))) throw new Error('Another program reads the database, so that its log stays');
  },
  { title: 'Erasing recordings' },
);

/** Clips that were made of others, such as a highlight reel: whoever made them lets go of them, and they go with any of those. */
export const clipsMadeOf = new Hook<[Deps, string[]], Promise<string[]>>('clipsMadeOf');

/** Rows, files, what is still on its way, and what jobs wrote about them. */
export async function eraseClipsNow(deps: Deps, clipIds: string[]): Promise<void> {
  for (const id of [...clipIds, ...(await clipsMadeOf.run(deps, clipIds))]) {
    const all = [id, ...(await listFurtherParts(deps.db, id)).map((part) => part.id)];
    await deleteClip(deps, id);
    for (const clipId of all) {
      for (const upload of await listIncoming(deps.storage, clipId)) await discardIncoming(deps.storage, upload.id);
    }
    await deleteJobsAbout(deps.db, all);
  }
}
