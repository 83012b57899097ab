import { Router, type Request, type Response } from 'express';
import { viewer } from '../accounts/guards.ts';
import { getClip } from '../media/clip.ts';
import { choosePoster, resetPoster, useOwnPicture } from '../media/poster.ts';
import type { Deps } from '../platform/deps.ts';
import { Conflict, Invalid } from '../platform/http/errors.ts';
import { postedFile } from '../platform/http/small-file.ts';
import { parseMoment } from './chapters.input.ts';
import { getOwnMessage, type Message } from './message.ts';

type WithId = Request<{ id: string }>;

/** The picture by which a message is known before it plays. */
export function posterRoutes(deps: Deps): Router {
  const router = Router();

  const attempt = async (req: WithId, res: Response, work: (message: Message) => Promise<void>) => {
    const message = await getOwnMessage(deps.db, viewer(req), req.params.id);
    const hasFilm = (await getClip(deps.db, message.clipId)).kind === 'video';
    const show = (locals: object) =>
      res.render('messages/_poster', { message, hasFilm, error: undefined, saved: false, ...locals });
    try {
      await work(message);
      if (!req.get('HX-Request')) return res.redirect(303, `/messages/${message.id}#poster`);
      show({ saved: true, version: Date.now() });
    } catch (error) {
      if (!(error instanceof Invalid || error instanceof Conflict) || !req.get('HX-Request')) throw error;
      res.status(422);
      show({ error: error.message });
    }
  };

  router.put('/messages/:id/poster', (req: WithId, res) =>
    attempt(req, res, async ({ clipId }) => {
      const { at } = (req.body ?? {}) as { at?: unknown };
      await choosePoster(deps, await getClip(deps.db, clipId), parseMoment(typeof at === 'string' ? at : ''));
    }),
  );

  router.post('/messages/:id/poster', (req: WithId, res) =>
    attempt(req, res, async ({ clipId }) => {
      await useOwnPicture(deps, await getClip(deps.db, clipId), postedFile(req, 'poster'));
    }),
  );

  router.delete('/messages/:id/poster', (req: WithId, res) =>
    attempt(req, res, async ({ clipId }) => resetPoster(deps, await getClip(deps.db, clipId))),
  );

  return router;
}
