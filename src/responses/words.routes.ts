import { Router, type Request } from 'express';
import { viewer } from '../accounts/guards.ts';
import type { Deps } from '../platform/deps.ts';
import { NotFound } from '../platform/http/errors.ts';
import { sendWords } from '../transcripts/words.ts';
import { getReviewedAnswer } from './reviewed.ts';

/** What is said in an answer as a file: WebVTT, SubRip, text or JSON. */
export function answerWordsRoutes(deps: Deps): Router {
  const router = Router();

  router.get('/answers/:id/words/:format', async (req: Request<{ id: string; format: string }>, res) => {
    const { media, number, submission } = await getReviewedAnswer(deps, viewer(req), req.params.id);
    if (!media) throw new NotFound();
    const title = `respondent-${submission.number}-answer-${number}`;
    await sendWords(deps, res, { clipId: media.clip.id, title }, req.params.format);
  });

  return router;
}
