import { Router, type Request } from 'express';
import { viewer } from '../accounts/session.ts';
import type { Deps } from '../platform/deps.ts';
import { eraseResponse } from './response.ts';
import { getSubmission } from './review.ts';

/** What members may do with what a respondent gave, apart from reviewing it. */
export function erasureRoutes(deps: Deps): Router {
  const router = Router();

  router.delete('/responses/:id', async (req: Request<{ id: string }>, res) => {
    const submission = await getSubmission(deps.db, viewer(req), req.params.id);
    await eraseResponse(deps, submission.id);
    res.redirect(303, `/forms/${submission.formId}/responses`);
  });

  return router;
}
