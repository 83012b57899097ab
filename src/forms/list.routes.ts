import { Router } from 'express';
import { viewer } from '../accounts/guards.ts';
import type { Deps } from '../platform/deps.ts';
import type { FormState } from './form.ts';
import { listForms } from './list.ts';
import { summary } from './summary.ts';

/** Every form that somebody may see; for reviewers too. */
export function formListRoutes({ db, clock }: Deps): Router {
  const router = Router();

  router.get('/forms', async (req, res) => {
    const state = stateIn(req.query.state);
    const before = typeof req.query.before === 'string' ? req.query.before : undefined;
    const list = await listForms(db, viewer(req), state, before);
    res.page('forms/list', { title: 'Forms', ...list, state, before, summary, now: clock.now() });
  });

  return router;
}

function stateIn(wanted: unknown): FormState | undefined {
  return (['draft', 'published', 'closed'] as const).find((state) => state === wanted);
}
