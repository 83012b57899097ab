import { Router, type Response } from 'express';
import type { Deps } from '../platform/deps.ts';
import { Invalid, Throttled } from '../platform/http/errors.ts';
import { localPath } from '../platform/http/local-path.ts';
import { parseInput } from '../platform/http/input.ts';
import { networkOf } from '../platform/http/network.ts';
import { throttle } from '../platform/http/rate-limit.ts';
import { SignInInput, wrongPassword } from './input.ts';
import { audit } from './audit.ts';
import { recordRefusal } from './arrival.ts';
import { enter } from './entry.ts';
import { mailIsOn } from './mail.ts';
import { checkPassword, endSession } from './session.ts';
import { needsSetup } from './setup.ts';

export function accountRoutes(deps: Deps): Router {
  const router = Router();
  const countTry = signInThrottles(deps);

  const showSignIn = async (res: Response, email: string, next: string, error?: string) => {
    const isOn = await mailIsOn.run(deps);
    res.page('accounts/sign-in', { title: 'Sign in', email, next, mailIsOn: isOn, errors: { password: error } });
  };

  router.get('/sign-in', async (req, res) => {
    if (req.member) return res.redirect('/forms');
    if (await needsSetup(deps)) return res.redirect('/setup');
    await showSignIn(res, '', localPath(req.query.next));
  });

  router.post('/sign-in', async (req, res) => {
    const { email, next } = req.body as Record<string, unknown>;
    try {
      const input = parseInput(SignInInput, req.body);
      const forgive = await countTry(input.email.toLowerCase(), networkOf(req));
      const member = await checkPassword(req, res);
      if (!member) {
        await recordRefusal(deps, input.email);
        throw new Invalid({ password: wrongPassword });
      }
      await forgive();
      res.redirect(303, await enter(deps, req, member, localPath(next)));
    } catch (error) {
      if (!(error instanceof Invalid || error instanceof Throttled)) throw error;
      res.status(error.status);
      const words = error instanceof Throttled ? `Too many tries. ${error.message}` : wrongPassword;
      await showSignIn(res, typeof email === 'string' ? email : '', localPath(next), words);
    }
  });

  router.post('/sign-out', async (req, res) => {
    if (req.member) await audit(deps, req.member.id, 'session.ended', req.member.id);
    await endSession(req);
    res.redirect(303, '/sign-in');
  });

  return router;
}

/**
 * Few tries for one account from one address, so that a stranger elsewhere does not lock its owner out; more for an
 * address and for an account over all.
 */
function signInThrottles({ throttleDb }: Deps) {
  const both = throttle(throttleDb, 'sign-in', 10, 15 * 60);
  const byAddress = throttle(throttleDb, 'sign-in-address', 50, 15 * 60);
  const byAccount = throttle(throttleDb, 'sign-in-account', 100, 15 * 60);
  return async (email: string, address: string): Promise<() => Promise<void>> => {
    await byAddress.count(address);
    await byAccount.count(email);
    await both.count(`${email} ${address}`);
    return () => both.forgive(`${email} ${address}`);
  };
}
