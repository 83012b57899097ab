import { Router } from 'express';
import type { Deps } from '../platform/deps.ts';
import { Invalid, NotFound } from '../platform/http/errors.ts';
import { parseInput } from '../platform/http/input.ts';
import { networkOf } from '../platform/http/network.ts';
import { throttle } from '../platform/http/rate-limit.ts';
import { SetupInput } from './input.ts';
import { createWorkspace } from './member.ts';
import { beginSession } from './session.ts';
import { isSetupCode, needsSetup } from './setup.ts';

const title = 'Create your workspace';

/** Works once: when a workspace exists there is no such page. */
export function setupRoutes(deps: Deps): Router {
  const router = Router();
  const tries = throttle(deps.throttleDb, 'setup', 20, 15 * 60);

  router.all('/setup', async (_req, _res, next) => {
    next(
      (await needsSetup(deps)) ? undefined : new NotFound('This workspace has been set up already. Sign in instead.'),
    );
  });

  router.get('/setup', (req, res) => {
    const { code } = req.query;
    res.page('accounts/setup', { title, code, codeIsRight: isSetupCode(deps.signer, code), values: {}, errors: {} });
  });

  router.post('/setup', async (req, res) => {
    const body = req.body as Record<string, string>;
    try {
      await tries.count(networkOf(req));
      if (!isSetupCode(deps.signer, body.code)) {
        throw new Invalid({ code: 'This is not the code. It stands in the log of the server, in the line "Set up".' });
      }
      const { company, ...owner } = parseInput(SetupInput, body);
      await beginSession(req, await createWorkspace(deps, company, owner));
    } catch (error) {
      if (!(error instanceof Invalid)) throw error;
      res.status(422);
      const codeIsRight = isSetupCode(deps.signer, body.code);
      return res.page('accounts/setup', { title, code: body.code, codeIsRight, values: body, errors: error.fields });
    }
    res.redirect(303, '/forms');
  });

  return router;
}
