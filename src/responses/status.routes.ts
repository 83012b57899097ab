import { Router, type Request, type Response } from 'express';
import { viewer } from '../accounts/guards.ts';
import type { Deps } from '../platform/deps.ts';
import { parseInput } from '../platform/http/input.ts';
import { StatusInput } from './review.input.ts';
import { getSubmission, setStatus, statuses } from './review.ts';

type WithId = Request<{ id: string }>;

/** Where a response stands is for members to say. */
export function statusRoutes(deps: Deps): Router {
  const router = Router();

  router.put('/responses/:id/status', async (req: WithId, res) => {
    await setStatus(deps, viewer(req), req.params.id, parseInput(StatusInput, req.body).status);
    await sendStanding(deps, req, res);
  });

  return router;
}

/** Status and mean rating, after either has changed. */
export async function sendStanding({ db }: Deps, req: WithId, res: Response): Promise<void> {
  const submission = await getSubmission(db, viewer(req), req.params.id);
  if (!req.get('HX-Request')) return res.redirect(303, `/responses/${submission.id}`);
  res.render('responses/_standing', { submission, statuses, told: 'Saved' });
}
