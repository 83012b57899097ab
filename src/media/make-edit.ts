import fs from 'node:fs/promises';
import path from 'node:path';
import { Unreadable } from '../platform/bad-media.ts';
import { cutPicture } from '../platform/cut-picture.ts';
import { needRoom } from '../platform/disk.ts';
import { probe } from '../platform/ffprobe.ts';
import { defineJob, PermanentFailure, TakesLong, type JobContext } from '../platform/jobs/job.ts';
import { putTogether } from '../platform/put-together.ts';
import { sumOf } from '../platform/silence.ts';
import { together } from '../platform/together.ts';
import { findClip, type Clip } from './clip.ts';
import { getEdit, takesOut, type Edit, type MadeEdit } from './edit.ts';
import { cutAndHear, drawEdited } from './edit-drawings.ts';
import { editFolder, forgetEarlierEdits } from './edit-files.ts';
import { recordFailure, recordMade } from './edit.store.ts';
import { encodingTakesLong } from './effort.ts';
import { renditionBytes } from './space.ts';
import { updateClip } from './store.ts';
import { inEdited, keptOf, lengthOf } from './timeline.ts';
import { inWorkshop } from './workshop.ts';

/** Makes the film of what is left of a recording; what was recorded stays. */
export const makeEdit = defineJob<{ clipId: string }>(
  'media.edit',
  async ({ clipId }, context) => {
    const clip = await findClip(context.db, clipId);
    const edit = await getEdit(context.db, clipId);
    if (clip?.state !== 'ready' || !takesOut(edit) || edit.madeRevision === edit.revision) return;
    await needRoom(context, clip.renditionBytes ?? 0);
    await inWorkshop(context.storage, async (scrap) => {
      await inWorkshop(context.storage, async (folder) => {
        const made = await make(context, clip, edit, { folder, scrap });
        await publishEdit(context, clip, edit, made, folder);
      });
    }).catch(permanentIfUnreadable);
  },
  {
    title: 'Cutting a recording',
    onFailed: (db, { clipId }, error) => recordFailure(db, clipId, error),
  },
);

function permanentIfUnreadable(error: unknown): never {
  throw error instanceof Unreadable ? new PermanentFailure(error.message, { cause: error }) : error;
}

interface Folders {
  folder: string;
  scrap: string;
}

async function make(context: JobContext, clip: Clip, edit: Edit, { folder, scrap }: Folders): Promise<MadeEdit> {
  const { config, storage, signal } = context;
  const source = storage.clip(clip.id, 'play.mp4');
  const [picture, sound] = [path.join(scrap, 'picture.mp4'), path.join(scrap, 'sound.mp4')];
  const seconds = clip.seconds ?? 0;
  const kept = keptOf(edit.cuts, seconds);
  const niceness = context.isLong ? 19 : undefined;
  const [heard] = await together(signal, (signal) => [
    clip.hasAudio
      ? cutAndHear(config, source, sound, { kept, mutes: edit.mutes, seconds, niceness, signal })
      : undefined,
    clip.kind === 'video'
      ? cutPicture(config, source, picture, { ...pictureCut(context, edit, kept, scrap), niceness, signal })
      : undefined,
  ]);
  const play = path.join(folder, 'play.mp4');
  const inputs = [...(clip.kind === 'video' ? [picture] : []), ...(clip.hasAudio ? [sound] : [])];
  await putTogether(config, inputs, play, signal);
  const { video } = await probe(config, play, signal);
  const made = {
    seconds: lengthOf(kept),
    width: video?.width ?? null,
    height: video?.height ?? null,
    silentSeconds: heard ? sumOf(heard.silences) : null,
  };
  const at = clip.posterSeconds === null ? undefined : inEdited(kept, clip.posterSeconds);
  await drawEdited(context, made, heard, { play, folder, posterAt: at });
  return { ...made, hasStoryboard: clip.kind === 'video' };
}

function pictureCut({ isLong, progress }: JobContext, edit: Edit, kept: Edit['cuts'], scrap: string) {
  return {
    kept,
    regions: edit.regions,
    folder: scrap,
    progress: (percent: number) => void progress(percent * 0.9),
    onPlan: (seconds: number) => {
      if (!isLong && encodingTakesLong(seconds)) throw new TakesLong();
    },
  };
}

/** Whole, under a name of its own: who is in the middle of watching what was made before is not given half of this. */
async function publishEdit(context: JobContext, clip: Clip, edit: Edit, made: MadeEdit, folder: string): Promise<void> {
  const { db, storage } = context;
  const target = storage.clip(clip.id, editFolder(edit.revision));
  await fs.rm(target, { recursive: true, force: true });
  await fs.rename(folder, target);
  if (!(await recordMade(db, clip.id, edit.revision, made))) return fs.rm(target, { recursive: true, force: true });
  await forgetEarlierEdits(storage, clip.id, edit.revision);
  await updateClip(db, clip.id, { renditionBytes: await renditionBytes(storage, clip.id) });
}
