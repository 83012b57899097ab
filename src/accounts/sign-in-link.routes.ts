import { Router, type Request } from 'express';
import type { Deps } from '../platform/deps.ts';
import { Invalid } from '../platform/http/errors.ts';
import { parseInput } from '../platform/http/input.ts';
import { networkOf } from '../platform/http/network.ts';
import { throttle } from '../platform/http/rate-limit.ts';
import { enter } from './entry.ts';
import { LinkInput } from './input.ts';
import { getMemberByLink, mailSignInLink, useSignInLink } from './sign-in-link.ts';

type WithLink = Request<{ id: string; secret: string }>;

/** Signing in by a mailed link, in place of the password. */
export function signInLinkRoutes(deps: Deps): Router {
  const router = Router();
  const byAddress = throttle(deps.throttleDb, 'link-address', 20, 60 * 60);
  const byAccount = throttle(deps.throttleDb, 'link-account', 5, 60 * 60);

  router.post('/sign-in/link', async (req, res) => {
    try {
      const { email } = parseInput(LinkInput, req.body);
      await byAddress.count(networkOf(req));
      await byAccount.count(email.toLowerCase());
      res.page('accounts/link-sent', { title: 'Look at your mail', email });
      // After the answer, whose delay would tell whether somebody has this address.
      await mailSignInLink(deps, email).catch((error: unknown) => deps.log.error({ err: error }, 'no link was mailed'));
    } catch (error) {
      if (!(error instanceof Invalid)) throw error;
      res.status(422);
      const { email } = req.body as Record<string, unknown>;
      res.page('accounts/sign-in', { title: 'Sign in', email, next: '/forms', mailIsOn: true, errors: error.fields });
    }
  });

  /** Programs that look into mails open every link: it is used up by the button alone. */
  router.get('/sign-in/:id/:secret', async (req: WithLink, res) => {
    const member = await getMemberByLink(deps, req.params.id, req.params.secret);
    res.page('accounts/link', { title: 'Sign in', layout: 'public', invited: member });
  });

  router.post('/sign-in/:id/:secret', async (req: WithLink, res) => {
    const member = await useSignInLink(deps, req.params.id, req.params.secret);
    res.redirect(303, await enter(deps, req, member, '/forms'));
  });

  return router;
}
