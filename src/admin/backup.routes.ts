import { Router, type Request, type Response } from 'express';
import { audit } from '../accounts/audit.ts';
import { decide, readSettings } from '../accounts/settings.ts';
import { adminsOnly, viewer } from '../accounts/guards.ts';
import type { Deps } from '../platform/deps.ts';
import { Invalid } from '../platform/http/errors.ts';
import { parseInput } from '../platform/http/input.ts';
import { backUpLater, lastBackUp } from './back-up.ts';
import { listBackups } from './backup.ts';
import { folderTrouble } from './backup-folder.ts';
import { KeepBackupsInput } from './input.ts';

/** The backups there are, making one at once, and how many stay. */
export function backupRoutes(deps: Deps): Router {
  const router = Router();
  const { db, config } = deps;
  router.use('/admin', adminsOnly);

  const view = async () => {
    const [backups, last, trouble] = await Promise.all([
      listBackups(config.backupDir),
      lastBackUp(db),
      folderTrouble(config),
    ]);
    const isRunning = last?.state === 'queued' || last?.state === 'running';
    return { backups, last, isRunning, trouble, folder: config.backupDir, now: deps.clock.now() };
  };

  const show = async (res: Response, values = {}, errors = {}) => {
    const { keepBackups } = await readSettings(db);
    const isBeside = config.backupDir.startsWith(config.storageDir);
    res.page('admin/backups', { title: 'Backups', ...(await view()), keepBackups, isBeside, values, errors });
  };

  router.get('/admin/backups', (_req, res) => show(res));

  router.get('/admin/backups/list', async (_req, res) => res.render('admin/_backups', await view()));

  router.post('/admin/backups', async (req, res) => {
    const jobId = await backUpLater(deps);
    if (jobId) await audit(deps, viewer(req).id, 'backup.asked', jobId);
    res.redirect(303, '/admin/backups');
  });

  router.put('/admin/backups/limit', async (req: Request, res) => {
    try {
      const { keep } = parseInput(KeepBackupsInput, req.body);
      await decide(db, 'keepBackups', keep);
      await audit(deps, viewer(req).id, 'settings.changed', null, { keepBackups: keep });
      res.redirect(303, '/admin/backups');
    } catch (error) {
      if (!(error instanceof Invalid)) throw error;
      res.status(422);
      await show(res, req.body as object, error.fields);
    }
  });

  return router;
}
