import { Router } from 'express';
import type { Deps } from '../platform/deps.ts';
import { lengthOf } from '../platform/disk.ts';
import { TooLarge } from '../platform/http/errors.ts';
import { getOpenRun } from './respondent.ts';

const mostBytes = 2 ** 20;

/** What a page sends to find out what its line carries; dropped as it comes. */
export function uplinkRoutes(deps: Deps): Router {
  const router = Router();

  router.post('/f/:slug/uplink', async (req, res) => {
    await getOpenRun(deps, req);
    if (lengthOf(req) > mostBytes) throw new TooLarge('A probe is at most 1 MB.');
    // What came as a form or as JSON has been read already, and does not end again.
    if (!req.readableEnded) await new Promise((ended, failed) => req.on('end', ended).on('error', failed).resume());
    res.json({});
  });

  return router;
}
