import { Router } from 'express';
import type { Deps } from '../platform/deps.ts';
import { NotFound } from '../platform/http/errors.ts';
import type { Job } from '../platform/jobs/job.ts';
import { findJob, retryJob } from '../platform/jobs/queue.ts';
import { transcode } from '../media/transcode.ts';
import { transcribe } from '../transcripts/transcribe.ts';
import { getReviewedAnswer } from './reviewed.ts';

/** Fragments of one answer, which refresh themselves while its media and transcript are being made. */
export function answerRoutes(deps: Deps): Router {
  const router = Router();

  router.get('/answers/:id/media', async (req, res) => {
    res.render('responses/_media', await getReviewedAnswer(deps, req.params.id));
  });

  router.get('/answers/:id/transcript', async (req, res) => {
    res.render('responses/_transcript', await getReviewedAnswer(deps, req.params.id));
  });

  /** "Try again", after it failed. */
  router.post('/answers/:id/media', async (req, res) => {
    const { media, submission } = await getReviewedAnswer(deps, req.params.id);
    if (!media) throw new NotFound();
    await again(deps, transcode, media.clip.id);
    if (!req.get('HX-Request')) return res.redirect(303, `/responses/${submission.id}`);
    res.render('responses/_media', await getReviewedAnswer(deps, req.params.id));
  });

  router.post('/answers/:id/transcript', async (req, res) => {
    const { media, submission } = await getReviewedAnswer(deps, req.params.id);
    if (!media) throw new NotFound();
    await again(deps, transcribe, media.clip.id);
    if (!req.get('HX-Request')) return res.redirect(303, `/responses/${submission.id}`);
    res.render('responses/_transcript', await getReviewedAnswer(deps, req.params.id));
  });

  return router;
}

/** Gives a failed job new tries; asks for a new one unless one is waiting or running already. */
async function again({ db }: Deps, job: Job<{ clipId: string }>, clipId: string): Promise<void> {
  const last = await findJob(db, job.name, clipId);
  if (last?.state === 'failed') await retryJob(db, last.id);
  else if (!last || last.state === 'done') await job.later(db, { clipId }, { subject: clipId });
}
