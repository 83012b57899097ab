import path from 'node:path';
import { Unreadable } from '../platform/bad-media.ts';
import { joinRecordings } from '../platform/join.ts';
import type { JobContext } from '../platform/jobs/job.ts';
import type { Clip } from './clip.ts';
import { originalDeleted } from './originals.ts';
import { arrivedParts } from './parts.ts';

/**
 * What was recorded, as one file: parts of a take that was interrupted are joined in a folder.
 * @throws Unreadable once the originals are deleted
 */
export async function wholeRecording(context: JobContext, clip: Clip, folder: string): Promise<string> {
  const { config, db, storage, signal } = context;
  if (clip.originalDeletedAt !== null) throw new Unreadable(originalDeleted);
  const originals = (await arrivedParts(db, clip)).map(({ id }) => storage.clip(id, 'original'));
  const [only] = originals;
  if (originals.length === 1 && only) return only;
  const joined = path.join(folder, 'joined.mkv');
  await joinRecordings(config, originals, joined, { folder, signal });
  return joined;
}
