import { Router, type Request } from 'express';
import { viewer } from '../accounts/guards.ts';
import type { Deps } from '../platform/deps.ts';
import { Forbidden } from '../platform/http/errors.ts';
import { openedLink } from '../sharing/opening.ts';
import { sendWords } from '../transcripts/words.ts';
import { getMessage } from './message.ts';
import { getSharedMessage } from './shared.routes.ts';

/** What is said in a message as a file, for members. */
export function wordsRoutes(deps: Deps): Router {
  const router = Router();
  router.get('/messages/:id/words/:format', async (req: Request<{ id: string; format: string }>, res) => {
    const { title, clipId } = await getMessage(deps.db, viewer(req), req.params.id);
    await sendWords(deps, res, { title, clipId }, req.params.format);
  });
  return router;
}

/** The same for whoever opened a share link that lets them download. */
export function sharedWordsRoutes(deps: Deps): Router {
  const router = Router();
  router.get('/s/:token/words/:format', async (req: Request<{ token: string; format: string }>, res) => {
    const opened = await openedLink(deps, req);
    const message = await getSharedMessage(deps, opened);
    if (!opened.link.allowsDownload) throw new Forbidden('Who shared this does not let it be downloaded.');
    await sendWords(deps, res, message, req.params.format);
  });
  return router;
}
