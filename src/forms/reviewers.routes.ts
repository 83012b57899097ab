import { Router, type Request, type Response } from 'express';
import { viewer } from '../accounts/guards.ts';
import type { Deps } from '../platform/deps.ts';
import { parseInput } from '../platform/http/input.ts';
import { getForm } from './form.ts';
import { GivenInput, HidingInput } from './input.ts';
import { giveForm, hideFromReviewers, reviewing, takeFormBack } from './reviewers.ts';

type OfForm = Request<{ id: string }>;

/** Who may review a form without being a member, and what of its respondents they see. */
export function reviewersRoutes(deps: Deps): Router {
  const router = Router();

  router.post('/forms/:id/reviewers', async (req: OfForm, res) => {
    await giveForm(deps, viewer(req), req.params.id, parseInput(GivenInput, req.body).memberId);
    await send(req, res, 'Given.');
  });

  router.delete('/forms/:id/reviewers/:memberId', async (req: Request<{ id: string; memberId: string }>, res) => {
    await takeFormBack(deps, viewer(req), req.params.id, req.params.memberId);
    await send(req, res, 'Taken back.');
  });

  router.put('/forms/:id/hidden-fields', async (req: OfForm, res) => {
    await hideFromReviewers(deps, viewer(req), req.params.id, parseInput(HidingInput, req.body).hides);
    await send(req, res, 'Saved.');
  });

  const send = async (req: OfForm, res: Response, told: string) => {
    const form = await getForm(deps.db, req.params.id);
    if (!req.get('HX-Request')) return res.redirect(303, `/forms/${form.id}/edit#reviewers`);
    res.render('forms/_reviewers', { form, ...(await reviewing(deps.db, form.id)), told });
  };

  return router;
}
