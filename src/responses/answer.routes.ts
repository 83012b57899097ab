import { Router, type Request, type Response } from 'express';
import type { Deps } from '../platform/deps.ts';
import { NotFound } from '../platform/http/errors.ts';
import type { Job } from '../platform/jobs/job.ts';
import { findJob, retryJob } from '../platform/jobs/queue.ts';
import { transcode } from '../media/transcode.ts';
import { transcribe } from '../transcripts/transcribe.ts';
import { getReviewedAnswer } from './reviewed.ts';

type WithId = Request<{ id: string }>;

/** Fragments of one answer, which refresh themselves while its media and transcript are being made. */
export function answerRoutes(deps: Deps): Router {
  const router = Router();

  for (const [part, job] of [
    ['media', transcode],
    ['transcript', transcribe],
  ] as const) {
    const send = async (id: string, res: Response) =>
      res.render(`responses/_${part}`, await getReviewedAnswer(deps, id));

    router.get(`/answers/:id/${part}`, (req: WithId, res) => send(req.params.id, res));

    /** "Try again", after it failed. */
    router.post(`/answers/:id/${part}`, async (req: WithId, res) => {
      const { media, submission } = await getReviewedAnswer(deps, req.params.id);
      if (!media) throw new NotFound();
      await again(deps, job, media.clip.id);
      if (!req.get('HX-Request')) return res.redirect(303, `/responses/${submission.id}`);
      await send(req.params.id, res);
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
