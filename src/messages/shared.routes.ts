import { Router, type Request, type Response } from 'express';
import { getMember } from '../accounts/member.ts';
import { placeBehindLink } from '../comments/behind-link.ts';
import { discussionOf } from '../comments/discussion.ts';
import type { Deps } from '../platform/deps.ts';
import { NotFound } from '../platform/http/errors.ts';
import { openedLink, type Opened } from '../sharing/opening.ts';
import { pathOf } from '../sharing/link.ts';
import { visitToken } from '../sharing/visit.ts';
import { forGuests } from '../transcripts/transcript.ts';
import { messageOwner, type Message } from './message.ts';
import { expectedOf, shownRecording } from './page.ts';
import { markSeen } from './recipient.ts';
import { readerOf } from './recipients.store.ts';
import { drawnOver } from './shown.ts';
import { findMessage } from './store.ts';

type WithToken = Request<{ token: string }>;

/** A message as whoever opened a share link sees it; its recording: see sharing/media.routes.ts. */
export function sharedMessageRoutes(deps: Deps): Router {
  const router = Router();

  for (const part of ['media', 'transcript']) {
    router.get(`/s/:token/${part}`, async (req: WithToken, res) => {
      const opened = await openedLink(deps, req);
      res.render(`messages/_${part}`, await sharedLocals(deps, opened));
    });
  }

  router.get('/s/:token/annotations', async (req: WithToken, res) => {
    const message = await getSharedMessage(deps, await openedLink(deps, req));
    res.set('Cache-Control', 'private, no-cache').json(await drawnOver(deps.db, message));
  });

  return router;
}

/** For the hook `showShared`. */
export async function showSharedMessage(deps: Deps, req: Request, res: Response, opened: Opened): Promise<void> {
  const locals = await sharedLocals(deps, opened);
  const place = await placeBehindLink(deps, req, opened);
  const before = typeof req.query.before === 'string' ? req.query.before : undefined;
  if (req.member) await markSeen(deps, locals.message, req.member.id);
  res.page('messages/shared', {
    title: locals.message.title,
    layout: 'public',
    script: 'shared',
    styles: ['messages', 'recorder', 'recording', 'comments', 'sharing', 'annotations'],
    ...locals,
    discussion: opened.link.allowsComments ? await discussionOf(deps, place, before) : undefined,
  });
}

async function sharedLocals(deps: Deps, opened: Opened) {
  const message = await getSharedMessage(deps, opened);
  const author = await getMember(deps.db, message.memberId);
  const shown = await shownRecording(deps, message);
  return {
    message,
    author,
    link: opened.link,
    visit: opened.visit,
    token: visitToken(deps, opened.visit),
    base: pathOf(deps, opened.link),
    ...expectedOf(message, deps.clock.now()),
    zone: (await readerOf(deps.db, message.memberId)).timeZone,
    ...shown,
    transcript: forGuests(shown.transcript),
  };
}

export async function getSharedMessage({ db }: Deps, { subject }: Opened): Promise<Message> {
  const message = subject.kind === messageOwner ? await findMessage(db, subject.id) : undefined;
  if (!message) throw new NotFound();
  return message;
}
