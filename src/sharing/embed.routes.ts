import { Router, type Request, type Response } from 'express';
import { findClip, type Clip } from '../media/clip.ts';
import { mediaView } from '../media/media-view.ts';
import { isServedPart } from '../media/part.ts';
import { sendMedia } from '../media/streaming.ts';
import type { Deps } from '../platform/deps.ts';
import { Forbidden, NotFound } from '../platform/http/errors.ts';
import { baseUrl } from '../platform/http/page.ts';
import { getCaptions, getTranscriptView } from '../transcripts/transcript.ts';
import { checkTicket, issueTicket } from './embed-ticket.ts';
import { allowFrames } from './frames.ts';
import { pathOf } from './link.ts';
import { findDoor, findLink } from './opening.ts';
import { embedPath, isUngated } from './preview.ts';
import { drawnOverShared } from './subject.ts';
import type { Door } from './visit.ts';

type WithToken = Request<{ token: string }>;
type WithTicket = Request<{ token: string; ticket: string; part: string }>;

/**
 * What other sites show in a frame: the player alone, for links that ask for nothing. Mounted before sessions: it
 * knows nobody, and sets no cookie.
 */
export function embedRoutes(deps: Deps): Router {
  const router = Router();

  router.get('/embed/s/:token', async (req: WithToken, res) => {
    allowFrames(res, (await findLink(deps, req.params.token))?.sites ?? []);
    const door = await findDoor(deps, req.params.token);
    const { link, subject } = door;
    const open = baseUrl(deps.config, req) + pathOf(deps, link);
    res.set('Cache-Control', 'private, no-store');
    const locals = { layout: 'embed', open, styles: ['sharing', 'annotations'] } as const;
    if (!isUngated(link)) return res.page('sharing/embed', { ...locals, title: 'Shared with you', refused: 'gated' });
    const refused = link.sites.length === 0 ? 'no-sites' : undefined;
    res.page('sharing/embed', { ...locals, title: subject.title, refused, ...(await playerOf(deps, door)) });
  });

  /** The picture that previews of the link show. */
  router.get('/embed/s/:token/poster', async (req: WithToken, res) => {
    await send(req, res, await ungatedDoor(req.params.token), 'poster');
  });

  router.get('/embed/s/:token/:ticket/captions', async (req: Request<{ token: string; ticket: string }>, res) => {
    const { link, subject } = await ungatedDoor(req.params.token);
    checkTicket(deps, link, req.params.ticket);
    res.set('Cache-Control', 'private, no-cache').type('text/vtt');
    res.send(subject.clipId === null ? '' : await getCaptions(deps.db, subject.clipId));
  });

  router.get('/embed/s/:token/:ticket/annotations', async (req: Request<{ token: string; ticket: string }>, res) => {
    const { link, subject } = await ungatedDoor(req.params.token);
    checkTicket(deps, link, req.params.ticket);
    res.set('Cache-Control', 'private, no-cache').json(await drawnOverShared.run(deps, subject));
  });

  router.get('/embed/s/:token/:ticket/:part', async (req: WithTicket, res) => {
    const { token, ticket, part } = req.params;
    const door = await ungatedDoor(token);
    checkTicket(deps, door.link, ticket);
    if (!isServedPart(part) || part === 'original' || part === 'download') throw new NotFound();
    await send(req, res, door, part);
  });

  /** As it is now: a link that was switched off, or asks for something, ends with the next stretch of its film. */
  async function ungatedDoor(token: string): Promise<Door> {
    const door = await findDoor(deps, token);
    if (!isUngated(door.link)) throw new Forbidden('This link asks for more. Open the link itself.');
    return door;
  }

  async function send(req: Request, res: Response, { subject }: Door, part: Parameters<typeof sendMedia>[4]) {
    const clip = await clipOf(deps, subject.clipId);
    if (!clip) throw new NotFound();
    res.set('Cross-Origin-Resource-Policy', 'cross-origin');
    await sendMedia(req, res, deps, clip, part, { mayBeCached: false });
  }

  return router;
}

async function playerOf(deps: Deps, { link, subject }: Door) {
  const clip = await clipOf(deps, subject.clipId);
  if (!clip) return { media: undefined };
  const transcript = await getTranscriptView(deps, clip.id);
  return {
    media: await mediaView(deps.db, clip),
    captions: transcript.state === 'ready' && transcript.segments.length > 0,
    base: `${embedPath(deps, link)}/${issueTicket(deps, link)}`,
  };
}

async function clipOf({ db }: Deps, clipId: string | null): Promise<Clip | undefined> {
  return clipId === null ? undefined : findClip(db, clipId);
}
