import { Router } from 'express';
import type { Deps } from '../platform/deps.ts';
import { getFormBySlug } from '../forms/form.ts';
import { getRunToWithdraw, withdraw } from './withdrawal.ts';

/** A respondent takes everything back. Whoever has the link may; looking at it changes nothing, for mail programs look too. */
export function withdrawalRoutes(deps: Deps): Router {
  const router = Router();

  router.get('/f/:slug/withdrawal/:secret', async (req, res) => {
    const run = await getRunToWithdraw(deps, req.params.slug, req.params.secret);
    res.page('responses/withdrawal', { title: 'Withdraw your answers', run, path: req.path, styles: ['recorder'] });
  });

  router.post('/f/:slug/withdrawal/:secret', async (req, res) => {
    await withdraw(deps, req.params.slug, req.params.secret);
    res.redirect(303, `/f/${req.params.slug}/withdrawn`);
  });

  router.get('/f/:slug/withdrawn', async (req, res) => {
    const form = await getFormBySlug(deps.db, req.params.slug);
    res.page('responses/withdrawn', { title: 'Withdrawn', form, styles: ['recorder'] });
  });

  return router;
}
