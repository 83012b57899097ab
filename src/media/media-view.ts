import type { Db } from '../platform/database.ts';
import { findJob } from '../platform/jobs/queue.ts';
import type { Clip } from './clip.ts';
import { transcode } from './transcode.ts';

/** How far the renditions of a clip are. */
export interface MediaView {
  clip: Clip;
  /** `missing`: it is still on its way from whoever records it. */
  state: 'missing' | 'working' | 'ready' | 'failed';
  /** 0 to 100. */
  percent: number;
}

export async function mediaView(db: Db, clip: Clip): Promise<MediaView> {
  if (clip.state === 'uploading') return { clip, state: 'missing', percent: 0 };
  const job = clip.state === 'ready' ? undefined : await findJob(db, transcode.name, clip.id);
  const working = clip.state === 'uploaded' || job?.state === 'queued' || job?.state === 'running';
  return {
    clip,
    state: working ? 'working' : clip.state === 'ready' ? 'ready' : 'failed',
    percent: job?.progress ?? 0,
  };
}
