import { Router } from 'express';
import { getVisibleClip } from '../media/clip.ts';
import type { Deps } from '../platform/deps.ts';
import { getCaptions } from './transcript.ts';

export function transcriptRoutes(deps: Deps): Router {
  const routes = Router();
  routes.get('/clips/:id/captions', async (req, res) => {
    const clip = await getVisibleClip(deps, req.member, req.params.id);
    res
      .set('Cache-Control', 'private, no-cache')
      .type('text/vtt')
      .send(await getCaptions(deps.db, clip.id));
  });
  return routes;
}
