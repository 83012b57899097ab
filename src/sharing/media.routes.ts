import { Router, type Request } from 'express';
import { findClip, type Clip } from '../media/clip.ts';
import { isServedPart } from '../media/part.ts';
import { sendMedia } from '../media/streaming.ts';
import type { Deps } from '../platform/deps.ts';
import { Forbidden, NotFound } from '../platform/http/errors.ts';
import { getCaptions } from '../transcripts/transcript.ts';
import { sendWords } from '../transcripts/words.ts';
import { openedLink, type Opened } from './opening.ts';

type WithToken = Request<{ token: string }>;

/** The recording of whatever a share link opens, with its words: every byte stands behind `openedLink`. */
export function sharedMediaRoutes(deps: Deps): Router {
  const router = Router();

  router.get('/s/:token/captions', async (req: WithToken, res) => {
    const { id } = await clipOf(await openedLink(deps, req));
    res
      .set('Cache-Control', 'private, no-cache')
      .type('text/vtt')
      .send(await getCaptions(deps.db, id));
  });

  router.get('/s/:token/words/:format', async (req: Request<{ token: string; format: string }>, res) => {
    const opened = await openedLink(deps, req);
    checkMayDownload(opened);
    const { id: clipId } = await clipOf(opened);
    await sendWords(deps, res, { title: opened.subject.title, clipId }, req.params.format);
  });

  router.get('/s/:token/:part', async (req: Request<{ token: string; part: string }>, res, next) => {
    const { part } = req.params;
    if (!isServedPart(part)) return next();
    const opened = await openedLink(deps, req);
    if (part === 'original') throw new NotFound();
    if (part === 'download') checkMayDownload(opened);
    await sendMedia(req, res, deps, await clipOf(opened), part, { mayBeCached: false });
  });

  async function clipOf({ subject }: Opened): Promise<Clip> {
    const clip = subject.clipId === null ? undefined : await findClip(deps.db, subject.clipId);
    if (!clip) throw new NotFound();
    return clip;
  }

  return router;
}

function checkMayDownload({ link }: Opened): void {
  if (!link.allowsDownload) throw new Forbidden('Who shared this does not let it be downloaded.');
}
