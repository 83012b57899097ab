import { Router, type Request } from 'express';
import { viewer } from '../accounts/guards.ts';
import type { Deps } from '../platform/deps.ts';
import { getReviewedAnswer } from '../responses/reviewed.ts';
import { readResponseLater } from './read.ts';

/** Has an answer read that came before answers were read by themselves, or was imported. */
export function readingRoutes(deps: Deps): Router {
  const router = Router();

  router.post('/answers/:id/reading', async (req: Request<{ id: string }>, res) => {
    const { submission, number } = await getReviewedAnswer(deps, viewer(req), req.params.id);
    await readResponseLater(deps.db, submission.id);
    res.redirect(
      303,
      req.get('HX-Request') ? `/answers/${req.params.id}/reading` : `/responses/${submission.id}#answer-${number}`,
    );
  });

  return router;
}
