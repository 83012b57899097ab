import { Router, type Request } from 'express';
import type { Deps } from '../platform/deps.ts';
import { Invalid } from '../platform/http/errors.ts';
import { parseInput } from '../platform/http/input.ts';
import { NewPasswordInput } from './input.ts';
import { acceptInvitation, getInvited } from './invitation.ts';
import { enter } from './entry.ts';

type Invited = Request<{ id: string; secret: string }>;

/** Where somebody invited chooses a password. */
export function joinRoutes(deps: Deps): Router {
  const router = Router();
  const title = 'Choose your password';

  router.get('/join/:id/:secret', async (req: Invited, res) => {
    const invited = await getInvited(deps, req.params.id, req.params.secret);
    res.page('accounts/join', { title, layout: 'public', invited, errors: {} });
  });

  router.post('/join/:id/:secret', async (req: Invited, res) => {
    const { id, secret } = req.params;
    const invited = await getInvited(deps, id, secret);
    try {
      const { password } = parseInput(NewPasswordInput, req.body);
      const member = await acceptInvitation(deps, id, secret, password);
      res.redirect(303, await enter(deps, req, member, '/forms'));
    } catch (error) {
      if (!(error instanceof Invalid)) throw error;
      res.status(422);
      res.page('accounts/join', { title, layout: 'public', invited, errors: error.fields });
    }
  });

  return router;
}
