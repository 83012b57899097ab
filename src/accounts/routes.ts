import { Router } from 'express';
import type { Deps } from '../platform/deps.ts';
import { Invalid, Throttled } from '../platform/http/errors.ts';
import { parseInput } from '../platform/http/input.ts';
import { throttle } from '../platform/http/rate-limit.ts';
import { SignInInput } from './input.ts';
import { endSession, signIn } from './session.ts';
import { needsSetup } from './setup.ts';

export function accountRoutes(deps: Deps): Router {
  const router = Router();
  const byAccount = throttle(deps.throttleDb, 'sign-in-account', 10, 15 * 60);
  const byAddress = throttle(deps.throttleDb, 'sign-in-address', 50, 15 * 60);

  router.get('/sign-in', async (req, res) => {
    if (req.member) return res.redirect('/forms');
    if (await needsSetup(deps)) return res.redirect('/setup');
    res.page('accounts/sign-in', { title: 'Sign in', email: '', next: localPath(req.query.next), errors: {} });
  });

  router.post('/sign-in', async (req, res) => {
    const { email, password } = parseInput(SignInInput, req.body);
    const next = localPath((req.body as { next?: unknown }).next);
    try {
      await byAddress.count(req.ip ?? '');
      await byAccount.count(email.toLowerCase());
      if (!password || !(await signIn(req, res)))
        throw new Invalid({ password: 'The email or the password is wrong.' });
    } catch (error) {
      if (!(error instanceof Invalid || error instanceof Throttled)) throw error;
      const errors = error instanceof Invalid ? error.fields : { password: `Too many tries. ${error.message}` };
      res.status(error.status);
      return res.page('accounts/sign-in', { title: 'Sign in', email, next, errors });
    }
    await byAccount.forgive(email.toLowerCase());
    res.redirect(303, next);
  });

  router.post('/sign-out', async (req, res) => {
    await endSession(req);
    res.redirect(303, '/sign-in');
  });

  return router;
}

/** Only a path of this server: a link to sign in must not lead elsewhere. */
function localPath(wanted: unknown): string {
  const url = typeof wanted === 'string' ? URL.parse(wanted, 'http://here.invalid') : undefined;
  return url?.host === 'here.invalid' && !url.pathname.startsWith('//') ? url.pathname + url.search : '/forms';
}
