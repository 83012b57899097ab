import { Router, type Request, type Response } from 'express';
import { Unreadable } from '../platform/bad-media.ts';
import type { Deps } from '../platform/deps.ts';
import { Invalid, type FieldErrors } from '../platform/http/errors.ts';
import { parseInput } from '../platform/http/input.ts';
import { postedFile } from '../platform/http/small-file.ts';
import { throttle } from '../platform/http/rate-limit.ts';
import { listDevices } from './device.ts';
import { ChangedPasswordInput, PreferencesInput } from './input.ts';
import { changePassword, endOtherSessions } from './own-password.ts';
import { changePreferences, getPortrait, languages, removePortrait, setPortrait, themes } from './profile.ts';
import { self } from './guards.ts';
import { countRecoveryCodes, hasTwoFactor } from './two-factor.ts';

/** What everybody decides for themselves. */
export function ownAccountRoutes(deps: Deps): Router {
  const router = Router();
  const tries = throttle(deps.throttleDb, 'own-password', 10, 15 * 60);

  const show = async (req: Request, res: Response, values = {}, errors: FieldErrors = {}) => {
    const member = self(req);
    res.page('accounts/account', {
      title: 'Your account',
      devices: await listDevices(deps, member, req.sessionID),
      twoFactor: await hasTwoFactor(deps.db, member.id),
      recoveryCodes: await countRecoveryCodes(deps.db, member.id),
      zones: [...new Set(['UTC', member.timeZone, ...Intl.supportedValuesOf('timeZone')])],
      languages,
      themes,
      done: req.query.done,
      values: { ...member, ...values },
      errors,
    });
  };

  const attempt = async (req: Request, res: Response, done: string, work: () => Promise<void>) => {
    try {
      await work();
      res.redirect(303, `/account?done=${done}#${done}`);
    } catch (error) {
      if (!(error instanceof Invalid || error instanceof Unreadable)) throw error;
      res.status(422);
      const fields = error instanceof Invalid ? error.fields : { portrait: error.message };
      await show(req, res, req.body as object, fields);
    }
  };

  router.get('/account', (req, res) => show(req, res));

  router.patch('/account', (req, res) =>
    attempt(req, res, 'profile', () => changePreferences(deps, self(req), parseInput(PreferencesInput, req.body))),
  );

  router.post('/account/portrait', (req, res) =>
    attempt(req, res, 'portrait', () => setPortrait(deps, self(req), postedFile(req, 'portrait'))),
  );

  router.delete('/account/portrait', (req, res) =>
    attempt(req, res, 'portrait', () => removePortrait(deps, self(req))),
  );

  router.put('/account/password', (req, res) =>
    attempt(req, res, 'password', async () => {
      await tries.count(self(req).id);
      await changePassword(deps, self(req), parseInput(ChangedPasswordInput, req.body), req.sessionID);
      await tries.forgive(self(req).id);
    }),
  );

  router.delete('/account/sessions', (req, res) =>
    attempt(req, res, 'sessions', () => endOtherSessions(deps, self(req), req.sessionID)),
  );

  router.get('/people/:id/portrait', async (req, res) => {
    const webp = await getPortrait(deps, req.params.id);
    res.set('Cache-Control', 'private, max-age=31536000, immutable').type('image/webp').send(webp);
  });

  return router;
}
