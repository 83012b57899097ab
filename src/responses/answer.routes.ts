import { Router, type Request } from 'express';
import { viewer } from '../accounts/guards.ts';
import type { Deps } from '../platform/deps.ts';
import { readingsOf, readingWords } from './reading.ts';
import { getReviewedAnswer } from './reviewed.ts';

/** Fragments of one answer, which refresh themselves while its media and transcript are being made; for reviewers too. */
export function answerRoutes(deps: Deps): Router {
  const router = Router();

  for (const part of ['media', 'transcript', 'reading']) {
    router.get(`/answers/:id/${part}`, async (req: Request<{ id: string }>, res) => {
      const reviewed = await getReviewedAnswer(deps, viewer(req), req.params.id);
      const readings = await readingsOf.run(deps, reviewed.submission.id);
      res.render(`responses/_${part}`, { ...reviewed, readings, ...readingWords });
    });
  }

  return router;
}
