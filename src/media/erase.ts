import { defineJob } from '../platform/jobs/job.ts';
import { deleteClip } from './clip.ts';

/** Deletes clips, row and files, once the transaction that let go of them has been committed. */
export const eraseClips = defineJob<{ clipIds: string[] }>(
  'media.erase',
  async ({ clipIds }, context) => {
    for (const id of clipIds) await deleteClip(context, id);
  },
  { title: 'Erasing recordings' },
);
