import { Router } from 'express';
import { adminsOnly } from '../accounts/guards.ts';
import type { Deps } from '../platform/deps.ts';
import { version } from '../platform/version.ts';
import { readTrail } from './audit.ts';
import { figures, heading, lookAround } from './overview.ts';

/** The front page of the panel: is everything all right? */
export function overviewRoutes(deps: Deps): Router {
  const router = Router();
  router.use('/admin', adminsOnly);

  router.get('/admin', async (req, res) => {
    const asked = { isSecure: req.secure, hostname: req.hostname, forwarded: req.get('X-Forwarded-Proto') };
    const [checks, numbers, lately] = await Promise.all([
      lookAround(deps, asked),
      figures(deps),
      readTrail(deps.db, {}, 8),
    ]);
    res.page('admin/overview', {
      title: 'Overview',
      heading: heading(checks),
      checks,
      ...numbers,
      lately: lately.lines,
      version,
      upSeconds: process.uptime(),
      now: deps.clock.now(),
    });
  });

  return router;
}
