import { Router, type Response } from 'express';
import { audit } from '../accounts/audit.ts';
import { adminsOnly, viewer } from '../accounts/guards.ts';
import { findRereading, readAgain } from '../analysis/reread.ts';
import type { Deps } from '../platform/deps.ts';
import { tryModel, viewModels } from './models.ts';

/** Which models listen and read, whether they work, and which better ones there are. */
export function modelRoutes(deps: Deps): Router {
  const router = Router();
  router.use('/admin', adminsOnly);

  const show = async (res: Response, locals = {}) =>
    res.page('admin/models', { title: 'Models', tried: undefined, ...(await viewModels(deps)), ...locals });

  router.get('/admin/models', (_req, res) => show(res));

  router.get('/admin/models/rereading', async (_req, res) => {
    res.render('admin/_rereading', { rereading: await findRereading(deps) });
  });

  router.post('/admin/models/trial', async (_req, res) => {
    const tried = await tryModel(deps);
    res.status(tried.isGood ? 200 : 422);
    await show(res, { tried });
  });

  /** After a failure or a cancelled job; at a start it begins by itself. */
  router.post('/admin/models/rereading', async (req, res) => {
    await readAgain(deps);
    await audit(deps, viewer(req).id, 'answers.reread', null);
    res.redirect(303, '/admin/models');
  });

  return router;
}
