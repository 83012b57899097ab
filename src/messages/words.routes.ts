import { Router, type Request, type Response } from 'express';
import { viewer } from '../accounts/guards.ts';
import { cleanFileName } from '../media/file-name.ts';
import type { Deps } from '../platform/deps.ts';
import { Forbidden, NotFound } from '../platform/http/errors.ts';
import { openedLink } from '../sharing/opening.ts';
import { getWords, isWordsFormat } from '../transcripts/transcript.ts';
import { getMessage, type Message } from './message.ts';
import { getSharedMessage } from './shared.routes.ts';

/** What is said in a message as a file, for members. */
export function wordsRoutes(deps: Deps): Router {
  const router = Router();
  router.get('/messages/:id/words/:format', async (req: Request<{ id: string; format: string }>, res) => {
    await sendWords(deps, res, await getMessage(deps.db, viewer(req), req.params.id), req.params.format);
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

const types = { vtt: 'text/vtt', srt: 'application/x-subrip', txt: 'text/plain' };

async function sendWords(deps: Deps, res: Response, message: Message, format: string): Promise<void> {
  if (!isWordsFormat(format)) throw new NotFound();
  const words = await getWords(deps.db, message.clipId, format);
  res.attachment(`${cleanFileName(message.title)}.${format}`);
  res.set('Cache-Control', 'private, no-cache').type(`${types[format]}; charset=utf-8`).send(words);
}
