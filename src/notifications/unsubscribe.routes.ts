import { Router, type Request } from 'express';
import { companyName } from '../accounts/workspace.ts';
import type { Deps } from '../platform/deps.ts';
import { NotFound } from '../platform/http/errors.ts';
import { mayUnsubscribe, unsubscribe } from './choice.ts';

type Link = Request<{ memberId: string; secret: string }>;

/**
 * Ends mails without signing in: mounted before sessions, for mail programs post here on their own (RFC 8058). The
 * secret in the link stands for the token of a page; all that it allows is to be mailed less.
 */
export function unsubscribeRoutes(deps: Deps): Router {
  const router = Router();
  const check = ({ params: { memberId, secret } }: Link) => {
    if (!mayUnsubscribe(deps, memberId, secret)) throw new NotFound();
    return memberId;
  };

  // Only asks: what opens links in advance to look for viruses must not end anything.
  router.get('/unsubscribe/:memberId/:secret', async (req: Link, res) => {
    check(req);
    await show(res, false);
  });

  router.post('/unsubscribe/:memberId/:secret', async (req: Link, res) => {
    await unsubscribe(deps, check(req));
    await show(res, true);
  });

  const show = async (res: Parameters<Parameters<Router['get']>[1]>[1], done: boolean) => {
    const company = await companyName(deps.db);
    res.set('Cache-Control', 'no-store');
    res.page('notifications/unsubscribe', { title: 'Notifications by mail', layout: 'public', company, done });
  };

  return router;
}
