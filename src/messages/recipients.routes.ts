import { Router, type Request, type Response } from 'express';
import { self, viewer } from '../accounts/guards.ts';
import type { Deps } from '../platform/deps.ts';
import { Invalid } from '../platform/http/errors.ts';
import { parseInput } from '../platform/http/input.ts';
import { toClock } from './expectation.ts';
import { getOwnMessage, type Message } from './message.ts';
import { expectedOf } from './page.ts';
import { changeExpectation, listOthers, listRecipients, removeRecipient, sendTo } from './recipient.ts';
import { ExpectationInput, RecipientsInput } from './recipients.input.ts';

type WithId = Request<{ id: string }>;

/** Whom a message is for, and what its author expects of them. */
export function recipientRoutes(deps: Deps): Router {
  const router = Router();
  const own = (req: WithId) => getOwnMessage(deps.db, viewer(req), req.params.id);

  /** The section "To" once more, with what was wrong; without script the whole page. */
  const changed = async (req: WithId, res: Response, change: (message: Message) => Promise<object | void>) => {
    const message = await own(req);
    try {
      const more = await change(message);
      if (!req.get('HX-Request')) return res.redirect(303, `/messages/${message.id}#to`);
      res.render('messages/_to', { ...(await recipientLocals(deps, req, await own(req))), ...more });
    } catch (error) {
      if (!(error instanceof Invalid) || !req.get('HX-Request')) throw error;
      const locals = await recipientLocals(deps, req, message);
      res.status(422).render('messages/_to', { ...locals, values: req.body as object, errors: error.fields });
    }
  };

  router.put('/messages/:id/expectation', (req: WithId, res) =>
    changed(req, res, async (message) => {
      const now = deps.clock.now();
      const given = parseInput(ExpectationInput(self(req).timeZone, now, message.expectedAt), req.body);
      await changeExpectation(deps, message, given);
      return { saved: true, ...expectedOf(given, now) };
    }),
  );

  router.post('/messages/:id/recipients', (req: WithId, res) =>
    changed(req, res, (message) => sendTo(deps, message, parseInput(RecipientsInput, req.body).memberId)),
  );

  router.delete('/messages/:id/recipients/:memberId', (req: Request<{ id: string; memberId: string }>, res) =>
    changed(req, res, (message) => removeRecipient(deps, message, req.params.memberId)),
  );

  return router;
}

/** What the section "To" shows. */
export async function recipientLocals(deps: Deps, req: Request, message: Message) {
  const { timeZone } = self(req);
  return {
    message,
    recipients: await listRecipients(deps.db, message.id),
    others: await listOthers(deps.db, message),
    timeZone,
    expectedClock: message.expectedAt ? toClock(message.expectedAt, timeZone) : '',
    saved: false,
    values: {},
    errors: {},
  };
}
