import { Router } from 'express';
import { isReviewer } from '../accounts/reviewer.ts';
import type { Deps } from '../platform/deps.ts';
import { NotFound } from '../platform/http/errors.ts';
import { getVisibleClip, isRecording, type Clip } from './clip.ts';
import { isServedPart, type ServedPart } from './part.ts';
import { sendMedia } from './streaming.ts';

/** Clips for members. Respondents and share links have addresses of their own. */
export function mediaRoutes(deps: Deps): Router {
  const router = Router();

  router.get('/clips/:id/:part', async (req, res, next) => {
    const { id, part } = req.params;
    if (!isServedPart(part)) return next();
    if (!req.member) throw new NotFound();
    const clip = await getVisibleClip(deps, req.member, id);
    if (isReviewer(req.member) && !isForReviewers(clip, part)) throw new NotFound();
    await sendMedia(req, res, deps, clip, part);
  });

  return router;
}

/** They watch, and take nothing along but what cannot be looked at here; a file as it was sent may name its sender. */
function isForReviewers(clip: Clip, part: ServedPart): boolean {
  if (part === 'original') return false;
  if (part === 'download') return clip.kind === 'file';
  return part !== 'play' || isRecording(clip);
}
