import { Router } from 'express';
import type { Deps } from '../platform/deps.ts';
import { Invalid, Throttled } from '../platform/http/errors.ts';
import { parseInput } from '../platform/http/input.ts';
import { localPath } from '../platform/http/page.ts';
import { throttle } from '../platform/http/rate-limit.ts';
import { recordRefusal } from './arrival.ts';
import { findWaiting } from './entry.ts';
import { CodeInput } from './input.ts';
import { beginSession } from './session.ts';
import { useCode, wrongCode } from './two-factor.ts';

const title = 'Enter your code';

/** The second step of signing in. */
export function codeRoutes(deps: Deps): Router {
  const router = Router();
  const tries = throttle(deps.throttleDb, 'code', 10, 15 * 60);

  router.get('/sign-in/code', async (req, res) => {
    const next = localPath(req.query.next);
    if (!(await findWaiting(deps, req))) return res.redirect(`/sign-in?next=${encodeURIComponent(next)}`);
    res.page('accounts/code', { title, next, errors: {} });
  });

  router.post('/sign-in/code', async (req, res) => {
    const next = localPath((req.body as Record<string, unknown>).next);
    const member = await findWaiting(deps, req);
    if (!member) return res.redirect(303, `/sign-in?next=${encodeURIComponent(next)}`);
    try {
      await tries.count(member.id);
      if (!(await useCode(deps, member.id, parseInput(CodeInput, req.body).code))) {
        await recordRefusal(deps, member.email);
        throw new Invalid({ code: wrongCode });
      }
      await tries.forgive(member.id);
      await beginSession(req, member);
      res.redirect(303, next);
    } catch (error) {
      if (!(error instanceof Invalid || error instanceof Throttled)) throw error;
      res.status(error.status);
      const code = error instanceof Invalid ? error.fields.code : `Too many tries. ${error.message}`;
      res.page('accounts/code', { title, next, errors: { code } });
    }
  });

  return router;
}
