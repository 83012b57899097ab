import { Router, type Request, type Response } from 'express';
import type { Deps } from '../platform/deps.ts';
import { Invalid, type FieldErrors } from '../platform/http/errors.ts';
import { parseInput } from '../platform/http/input.ts';
import { qrCode } from '../platform/http/qr.ts';
import { throttle } from '../platform/http/rate-limit.ts';
import { CodeInput } from './input.ts';
import { self } from './guards.ts';
import {
  confirmTwoFactor,
  hasTwoFactor,
  offerTwoFactor,
  renewRecoveryCodes,
  switchOffTwoFactor,
  useCode,
  wrongCode,
} from './two-factor.ts';

const title = 'Two-factor sign-in';

/** Setting up an authenticator app, changing the recovery codes, and switching it off: each with a code of it. */
export function twoFactorRoutes(deps: Deps): Router {
  const router = Router();
  const tries = throttle(deps.throttleDb, 'own-code', 10, 15 * 60);

  const show = async (req: Request, res: Response, errors: FieldErrors = {}) => {
    const member = self(req);
    const isOn = await hasTwoFactor(deps.db, member.id);
    const offer = isOn ? undefined : await offerTwoFactor(deps, member);
    const isAsked = Boolean(req.mustSetUpTwoFactor);
    res.page('accounts/two-factor', { title, isOn, isAsked, offer, qr: offer && (await qrCode(offer.uri)), errors });
  };

  const attempt = async (req: Request, res: Response, work: (code: string) => Promise<void>) => {
    try {
      await tries.count(self(req).id);
      await work(parseInput(CodeInput, req.body).code);
    } catch (error) {
      if (!(error instanceof Invalid)) throw error;
      res.status(422);
      await show(req, res, error.fields);
    }
  };

  const withCode = async (req: Request, code: string) => {
    if (!(await useCode(deps, self(req).id, code))) throw new Invalid({ code: wrongCode });
  };

  router.get('/account/two-factor', (req, res) => show(req, res));

  router.post('/account/two-factor', (req, res) =>
    attempt(req, res, async (code) => {
      const codes = await confirmTwoFactor(deps, self(req), code);
      res.page('accounts/recovery-codes', { title: 'Your recovery codes', codes });
    }),
  );

  router.delete('/account/two-factor', (req, res) =>
    attempt(req, res, async (code) => {
      await withCode(req, code);
      await switchOffTwoFactor(deps, self(req), self(req).id);
      res.redirect(303, '/account?done=two-factor#two-factor');
    }),
  );

  router.post('/account/recovery-codes', (req, res) =>
    attempt(req, res, async (code) => {
      await withCode(req, code);
      const codes = await renewRecoveryCodes(deps.db, self(req).id);
      res.page('accounts/recovery-codes', { title: 'Your recovery codes', codes });
    }),
  );

  return router;
}
