import type { Db } from '../platform/database.ts';
import { findJob } from '../platform/jobs/queue.ts';
import type { Clip } from './clip.ts';
import { asShown, canBeEdited } from './edit.ts';
import { editProgress } from './editing.ts';
import { transcode } from './transcode.ts';

/** How far the renditions of a clip are, and the clip as it is shown. */
export interface MediaView {
  clip: Clip;
  /**
   * `missing`: it is still on its way from whoever records it. `cutting` and `uncut`: what is left of it is being made,
   * or could not be, and until then there is nothing to be seen.
   */
  state: 'missing' | 'working' | 'ready' | 'failed' | 'cutting' | 'uncut';
  /** 0 to 100. */
  percent: number;
}

export async function mediaView(db: Db, clip: Clip): Promise<MediaView> {
  if (clip.state === 'ready' && canBeEdited(clip)) return editedView(db, clip);
  if (clip.state === 'uploading') return { clip, state: 'missing', percent: 0 };
  const job = clip.state === 'ready' ? undefined : await findJob(db, transcode.name, clip.id);
  const working = clip.state === 'uploaded' || job?.state === 'queued' || job?.state === 'running';
  return {
    clip,
    state: working ? 'working' : clip.state === 'ready' ? 'ready' : 'failed',
    percent: job?.progress ?? 0,
  };
}

async function editedView(db: Db, whole: Clip): Promise<MediaView> {
  const { showing, ...clip } = await asShown(db, whole);
  if (showing === 'failed') return { clip, state: 'uncut', percent: 0 };
  if (showing === 'preparing') return { clip, state: 'cutting', percent: await editProgress(db, clip.id) };
  return { clip, state: 'ready', percent: 0 };
}
