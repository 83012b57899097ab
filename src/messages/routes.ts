import { Router, type Request } from 'express';
import { self, viewer } from '../accounts/guards.ts';
import { discussionOf } from '../comments/discussion.ts';
import type { Deps } from '../platform/deps.ts';
import { markAllOfRead } from '../notifications/notice.ts';
import { Invalid } from '../platform/http/errors.ts';
import { parseInput } from '../platform/http/input.ts';
import { linksOf } from '../sharing/links.ts';
import { listOpenRequests } from '../sharing/request.ts';
import { readWatched } from '../sharing/watched.ts';
import { getMember } from '../accounts/member.ts';
import { actionOf } from './action.ts';
import { placeAtMessage } from './discussion.ts';
import { MessageInput, MomentInput } from './input.ts';
import { getMessage, getOwnMessage, mayChange, messageOwner, sharedAs } from './message.ts';
import { moveToBin } from './library.ts';
import { expectedOf, isOverdue, shownRecording, suggestedTitle } from './page.ts';
import { findDelivery, markSeen } from './recipient.ts';
import { recipientLocals } from './recipients.routes.ts';
import { findAnswered, listReplies } from './reply.ts';
import { updateMessage } from './store.ts';

type WithId = Request<{ id: string }>;

/** Messages as members see them. */
export function messageRoutes(deps: Deps): Router {
  const router = Router();
  const { db } = deps;

  router.get('/messages/:id', async (req, res) => {
    const message = await getMessage(db, viewer(req), req.params.id);
    const canChange = mayChange(viewer(req), message);
    const shown = await shownRecording(deps, message);
    const place = placeAtMessage(self(req), message);
    const subject = sharedAs(message);
    const before = typeof req.query.before === 'string' ? req.query.before : undefined;
    await markAllOfRead(deps, viewer(req).id, message.id);
    const delivery = await findDelivery(db, message.id, viewer(req).id);
    if (delivery) await markSeen(deps, message, viewer(req).id);
    const now = deps.clock.now();
    const linked = parseInput(MomentInput, req.query);
    res.page('messages/message', {
      title: message.title,
      styles: ['messages', 'recorder', 'recording', 'comments', 'sharing', 'annotations'],
      message,
      canChange,
      isOwn: message.memberId === viewer(req).id,
      at: linked.reply ? undefined : linked.t,
      linkedReply: linked.reply ? { id: linked.reply, at: linked.t } : undefined,
      ...expectedOf(message, now),
      isOverdue: isOverdue(message, delivery, now),
      answered: await findAnswered(db, viewer(req), message),
      replies: await listReplies(db, viewer(req), message.id),
      to: canChange ? await recipientLocals(deps, req, message) : undefined,
      author: await getMember(db, message.memberId),
      discussion: await discussionOf(deps, place, before),
      requests: canChange ? await listOpenRequests(db, place.subject) : [],
      subject,
      watched: canChange ? await readWatched(deps, subject, { limit: 8 }) : undefined,
      isWatched: message.memberId !== viewer(req).id,
      sharing: canChange ? await linksOf(deps, req, { kind: messageOwner, id: message.id }) : undefined,
      ...shown,
      suggestedTitle: canChange ? suggestedTitle(message, shown) : undefined,
      errors: {},
    });
  });

  for (const part of ['media', 'transcript']) {
    router.get(`/messages/:id/${part}`, async (req: WithId, res) => {
      const message = await getMessage(db, viewer(req), req.params.id);
      const shown = await shownRecording(deps, message);
      const title = mayChange(viewer(req), message) ? suggestedTitle(message, shown) : undefined;
      res.render(`messages/_${part}`, { message, base: undefined, ...shown, isFresh: true, suggestedTitle: title });
    });
  }

  router.patch('/messages/:id', async (req: WithId, res) => {
    const message = await getOwnMessage(db, viewer(req), req.params.id);
    try {
      await updateMessage(db, message.id, parseInput(MessageInput, req.body));
      if (!req.get('HX-Request')) return res.redirect(303, `/messages/${message.id}`);
      const changed = await getMessage(db, viewer(req), message.id);
      res.render('messages/_details', { message: changed, action: actionOf(changed), errors: {}, saved: true });
    } catch (error) {
      if (!(error instanceof Invalid) || !req.get('HX-Request')) throw error;
      const values = { ...message, ...(req.body as object) };
      res.status(422).render('messages/_details', { message: values, errors: error.fields, saved: false });
    }
  });

  /** Into the bin, from where it comes back or is erased. */
  router.delete('/messages/:id', async (req: WithId, res) => {
    await moveToBin(deps, viewer(req), [req.params.id]);
    res.redirect(303, `/messages?binned=${req.params.id}`);
  });

  return router;
}
