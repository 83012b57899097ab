import { Router, type Request } from 'express';
import { viewer } from '../accounts/guards.ts';
import type { Deps } from '../platform/deps.ts';
import { NotFound } from '../platform/http/errors.ts';
import type { Job } from '../platform/jobs/job.ts';
import { findJob, retryJob } from '../platform/jobs/queue.ts';
import { transcode } from '../media/transcode.ts';
import { transcribe } from '../transcripts/transcribe.ts';
import { getReviewedAnswer } from './reviewed.ts';

/** "Try again", after the media or the transcript of an answer could not be made. */
export function retryRoutes(deps: Deps): Router {
  const router = Router();

  for (const [part, job] of [
    ['media', transcode],
    ['transcript', transcribe],
  ] as const) {
    router.post(`/answers/:id/${part}`, async (req: Request<{ id: string }>, res) => {
      const reviewed = () => getReviewedAnswer(deps, viewer(req), req.params.id);
      const { media, submission } = await reviewed();
      if (!media) throw new NotFound();
      await again(deps, job, media.clip.id);
      if (!req.get('HX-Request')) return res.redirect(303, `/responses/${submission.id}`);
      res.render(`responses/_${part}`, await reviewed());
    });
  }

  return router;
}

/** Gives a failed job new tries; asks for a new one unless one is waiting or running already. */
async function again({ db }: Deps, job: Job<{ clipId: string }>, clipId: string): Promise<void> {
  const last = await findJob(db, job.name, clipId);
  if (last?.state === 'failed' || last?.state === 'cancelled') await retryJob(db, last.id);
  else if (!last || last.state === 'done') await job.later(db, { clipId }, { subject: clipId });
}
