import { Router, type RequestHandler, type Response } from 'express';
import { viewer } from '../accounts/guards.ts';
import type { Deps } from '../platform/deps.ts';
import { Invalid } from '../platform/http/errors.ts';
import { parseInput } from '../platform/http/input.ts';
import { choose, readChoice } from './choice.ts';
import { zoneOf } from './choice.store.ts';
import { ChoiceInput, NoticeListInput, ReadingInput } from './input.ts';
import { isMailOn } from './mail-server.ts';
import { countUnread, kinds, listNotices, markAllRead } from './notice.ts';

const perPage = 50;

/** Gives every page the number at the bell. */
export function unreadNotices({ db }: Deps): RequestHandler {
  return async (req, res, next) => {
    if (req.member && !req.get('HX-Request')) res.locals.unread = await countUnread(db, req.member.id);
    next();
  };
}

/** What somebody is told of in the panel, and how they are told by mail. */
export function notificationRoutes(deps: Deps): Router {
  const router = Router();
  const { db, clock } = deps;

  router.get('/notifications', async (req, res) => {
    const { before } = parseInput(NoticeListInput, req.query);
    const notices = await listNotices(db, viewer(req).id, before, perPage + 1);
    res.page('notifications/list', {
      title: 'Notifications',
      notices: notices.slice(0, perPage),
      next: notices.length > perPage ? notices[perPage - 1]?.id : undefined,
      isFirst: before === undefined,
      kinds,
      now: clock.now(),
    });
  });

  router.put('/notifications/reading', async (req, res) => {
    const { upTo } = parseInput(ReadingInput, req.body);
    if (upTo) await markAllRead(deps, viewer(req).id, upTo);
    res.redirect(303, '/notifications');
  });

  const show = async (res: Response, memberId: string, more: object = {}) =>
    res.page('notifications/choice', {
      title: 'Notifications',
      choice: await readChoice(db, memberId),
      zone: await zoneOf(db, memberId),
      isMailOn: await isMailOn(deps),
      values: undefined,
      errors: {},
      saved: false,
      ...more,
    });

  router.get('/account/notifications', (req, res) =>
    show(res, viewer(req).id, { saved: req.query.saved !== undefined }),
  );

  router.put('/account/notifications', async (req, res) => {
    try {
      await choose(deps, viewer(req).id, parseInput(ChoiceInput, req.body));
      res.redirect(303, '/account/notifications?saved');
    } catch (error) {
      if (!(error instanceof Invalid)) throw error;
      res.status(422);
      await show(res, viewer(req).id, { values: req.body as object, errors: error.fields });
    }
  });

  return router;
}
