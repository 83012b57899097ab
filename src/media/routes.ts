import { Router } from 'express';
import type { Deps } from '../platform/deps.ts';
import { NotFound } from '../platform/http/errors.ts';
import { getVisibleClip } from './clip.ts';
import { isServedPart, sendMedia } from './streaming.ts';

/** Clips for members. Respondents and share links have addresses of their own. */
export function mediaRoutes(deps: Deps): Router {
  const router = Router();

  router.get('/clips/:id/:part', async (req, res, next) => {
    const { id, part } = req.params;
    if (!isServedPart(part)) return next();
    if (!req.member) throw new NotFound();
    await sendMedia(req, res, deps, await getVisibleClip(deps, req.member, id), part);
  });

  return router;
}
