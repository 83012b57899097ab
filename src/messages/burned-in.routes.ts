import { Router, type Request, type Response } from 'express';
import { viewer } from '../accounts/guards.ts';
import { sendFound } from '../media/streaming.ts';
import type { Deps } from '../platform/deps.ts';
import { Forbidden, NotFound } from '../platform/http/errors.ts';
import { pathOf } from '../sharing/link.ts';
import { openedForChange, openedLink, type Opened } from '../sharing/opening.ts';
import { visitToken } from '../sharing/visit.ts';
import { askForBurnedIn, burnedIn, findBurnedIn } from './burned-in.ts';
import { getMessage, type Message } from './message.ts';
import { getSharedMessage } from './shared.routes.ts';

type WithId = Request<{ id: string }>;
type WithToken = Request<{ token: string }>;

/** The film with its annotations in it, for members: asked for, watched while it is made, downloaded. */
export function burnedInRoutes(deps: Deps): Router {
  const router = Router();
  const show = async (req: WithId, res: Response) => {
    const message = await getMessage(deps.db, viewer(req), req.params.id);
    res.render('messages/_burned_in', { message, burned: await burnedIn(deps, message) });
  };

  router.get('/messages/:id/burned-in', show);

  router.post('/messages/:id/burned-in', async (req: WithId, res) => {
    await askForBurnedIn(deps, await getMessage(deps.db, viewer(req), req.params.id));
    if (!req.get('HX-Request')) return res.redirect(303, `/messages/${req.params.id}`);
    await show(req, res);
  });

  router.get('/messages/:id/burned-in/film', async (req: WithId, res) => {
    await sendBurnedIn(deps, req, res, await getMessage(deps.db, viewer(req), req.params.id));
  });

  return router;
}

/** The same for whoever opened a link that lets the film be downloaded. */
export function sharedBurnedInRoutes(deps: Deps): Router {
  const router = Router();
  const show = async (opened: Opened, res: Response) => {
    const message = await getDownloadable(deps, opened);
    const locals = { base: pathOf(deps, opened.link), token: visitToken(deps, opened.visit) };
    res.render('messages/_burned_in', { message, burned: await burnedIn(deps, message), ...locals });
  };

  router.get('/s/:token/burned-in', async (req: WithToken, res) => show(await openedLink(deps, req), res));

  router.post('/s/:token/burned-in', async (req: WithToken, res) => {
    const opened = await openedForChange(deps, req);
    await askForBurnedIn(deps, await getDownloadable(deps, opened));
    if (!req.get('HX-Request')) return res.redirect(303, pathOf(deps, opened.link));
    await show(opened, res);
  });

  router.get('/s/:token/burned-in/film', async (req: WithToken, res) => {
    await sendBurnedIn(deps, req, res, await getDownloadable(deps, await openedLink(deps, req)));
  });

  return router;
}

async function getDownloadable(deps: Deps, opened: Opened): Promise<Message> {
  if (!opened.link.allowsDownload) throw new Forbidden('Who shared this does not let it be downloaded.');
  return getSharedMessage(deps, opened);
}

async function sendBurnedIn(deps: Deps, req: Request, res: Response, message: Message): Promise<void> {
  const film = await findBurnedIn(deps, message);
  if (!film)
    throw new NotFound('This film has not been made yet, or what is drawn has changed since. Ask for it again.');
  const saveAs = `${message.title.replaceAll(/[^\p{L}\p{N} ._-]/gu, '').trim() || 'Recording'}, annotated.mp4`;
  await sendFound(req, res, deps, film.clip, { name: film.burned, type: 'video/mp4', saveAs }, { mayBeCached: false });
}
