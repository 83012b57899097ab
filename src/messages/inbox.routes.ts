import { Router, type RequestHandler } from 'express';
import { viewer } from '../accounts/guards.ts';
import { markRead } from '../notifications/notice.ts';
import { timestamp } from '../platform/clock.ts';
import type { Deps } from '../platform/deps.ts';
import { parseInput } from '../platform/http/input.ts';
import { InboxInput, SeenInput } from './inbox.input.ts';
import { countUnseen, listNewComments, readInbox, seeAll, seeMessage, settleMessage } from './inbox.ts';

const pageSize = 40;

/** Gives every page the number beside "Inbox". */
export function unseenMessages({ db }: Deps): RequestHandler {
  return async (req, res, next) => {
    if (req.member && !req.get('HX-Request')) res.locals.unseen = await countUnseen(db, req.member.id);
    next();
  };
}

/** What is for oneself. */
export function inboxRoutes(deps: Deps): Router {
  const router = Router();

  router.get('/inbox', async (req, res) => {
    const { after } = parseInput(InboxInput, req.query);
    const inbox = await readInbox(deps, viewer(req).id, after, pageSize);
    res.page('messages/inbox', {
      title: 'Inbox',
      styles: ['messages'],
      ...inbox,
      comments: after ? [] : await listNewComments(deps.db, viewer(req).id),
      isFirst: after === undefined,
      now: deps.clock.now(),
      upTo: timestamp(deps.clock),
      // Also where only a part of the page is asked for: the number beside "Inbox" goes with it.
      unseen: await countUnseen(deps.db, viewer(req).id),
    });
  });

  /** Everything that the page could show. */
  router.put('/inbox/seen', async (req, res) => {
    const { upTo } = parseInput(SeenInput, req.body);
    if (upTo) await seeAll(deps, viewer(req).id, upTo);
    res.redirect(303, '/inbox');
  });

  router.put('/inbox/comments/:id/seen', async (req, res) => {
    await markRead(deps, viewer(req).id, req.params.id);
    res.redirect(303, '/inbox');
  });

  router.put('/inbox/:id/seen', async (req, res) => {
    await seeMessage(deps, viewer(req), req.params.id);
    res.redirect(303, '/inbox');
  });

  router.put('/inbox/:id/answered', async (req, res) => {
    await settleMessage(deps, viewer(req), req.params.id);
    res.redirect(303, '/inbox');
  });

  return router;
}
