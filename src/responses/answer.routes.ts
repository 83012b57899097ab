import { Router, type Request } from 'express';
import { viewer } from '../accounts/guards.ts';
import type { Deps } from '../platform/deps.ts';
import { getReviewedAnswer } from './reviewed.ts';

/** Fragments of one answer, which refresh themselves while its media and transcript are being made; for reviewers too. */
export function answerRoutes(deps: Deps): Router {
  const router = Router();

  for (const part of ['media', 'transcript']) {
    router.get(`/answers/:id/${part}`, async (req: Request<{ id: string }>, res) => {
      res.render(`responses/_${part}`, await getReviewedAnswer(deps, viewer(req), req.params.id));
    });
  }

  return router;
}
