import { pipeline } from 'node:stream/promises';
import { Router, type Request } from 'express';
import { audit } from '../accounts/audit.ts';
import { viewer } from '../accounts/guards.ts';
import type { Deps } from '../platform/deps.ts';
import { eraseResponse } from './erasure.ts';
import { exportOf } from './export.ts';
import { getSubmission } from './review.ts';

type WithId = Request<{ id: string }>;

/** What a respondent may ask of the company: everything that is kept of them, and that nothing is. */
export function personalDataRoutes(deps: Deps): Router {
  const router = Router();

  router.get('/responses/:id/export', async (req: WithId, res) => {
    const submission = await getSubmission(deps.db, viewer(req), req.params.id);
    const zip = await exportOf(deps, submission);
    await audit(deps, viewer(req).id, 'response.exported', submission.id);
    res.attachment(`respondent-${submission.number}.zip`);
    await pipeline(zip, res);
  });

  router.delete('/responses/:id', async (req: WithId, res) => {
    const submission = await getSubmission(deps.db, viewer(req), req.params.id);
    await eraseResponse(deps, submission.id, { actorId: viewer(req).id, because: 'member' });
    res.redirect(303, `/forms/${submission.formId}/responses`);
  });

  return router;
}
