import { Router, type Request, type Response } from 'express';
import { changeSetting } from '../accounts/settings.ts';
import { adminsOnly, viewer } from '../accounts/guards.ts';
import { originalsOlderThan } from '../media/originals.ts';
import type { Deps } from '../platform/deps.ts';
import { Invalid } from '../platform/http/errors.ts';
import { parseInput } from '../platform/http/input.ts';
import { RetentionInput } from './input.ts';
import { viewStorage } from './storage.ts';

/** How full the disk is, and whether originals are deleted. */
export function storageRoutes(deps: Deps): Router {
  const router = Router();
  router.use('/admin', adminsOnly);

  const show = async (res: Response, values = {}, errors = {}) =>
    res.page('admin/storage', { title: 'Storage', ...(await viewStorage(deps)), values, errors });

  router.get('/admin/storage', (_req, res) => show(res));

  /** Asks, with what would go, before anything is decided. */
  router.get('/admin/storage/retention', async (req: Request, res) => {
    try {
      const { days } = parseInput(RetentionInput, req.query);
      res.page('admin/retention', { title: 'Storage', days, old: await originalsOlderThan(deps, days) });
    } catch (error) {
      if (!(error instanceof Invalid)) throw error;
      res.status(422);
      await show(res, req.query, error.fields);
    }
  });

  router.put('/admin/storage/retention', async (req, res) => {
    await changeSetting(deps, viewer(req).id, 'deleteOriginalsAfterDays', parseInput(RetentionInput, req.body).days);
    res.redirect(303, '/admin/storage');
  });

  router.delete('/admin/storage/retention', async (req, res) => {
    await changeSetting(deps, viewer(req).id, 'deleteOriginalsAfterDays', null);
    res.redirect(303, '/admin/storage');
  });

  return router;
}
