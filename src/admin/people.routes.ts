import { Router, type Request, type Response } from 'express';
import { InviteInput } from '../accounts/input.ts';
import { disableMember, enableMember, inviteAgain, listPeople } from '../accounts/invitation.ts';
import { addMember } from '../accounts/member.ts';
import { adminsOnly } from '../accounts/session.ts';
import type { Deps } from '../platform/deps.ts';
import { Invalid } from '../platform/http/errors.ts';
import { baseUrl } from '../platform/http/page.ts';
import { parseInput } from '../platform/http/input.ts';

/** Who works here: invited by a link that the owner passes on. */
export function peopleRoutes(deps: Deps): Router {
  const router = Router();
  router.use('/admin', adminsOnly);

  const show = async (req: Request, res: Response, values = {}, errors = {}) => {
    const people = await listPeople(deps);
    res.page('admin/people', { title: 'People', people, base: baseUrl(deps.config, req), values, errors });
  };

  router.get('/admin/people', (req, res) => show(req, res));

  router.post('/admin/people', async (req, res) => {
    try {
      await addMember(deps, { ...parseInput(InviteInput, req.body), role: 'member' });
      res.redirect(303, '/admin/people');
    } catch (error) {
      if (!(error instanceof Invalid)) throw error;
      res.status(422);
      await show(req, res, req.body as object, error.fields);
    }
  });

  router.post('/admin/people/:id/invitation', async (req, res) => {
    await inviteAgain(deps, req.params.id);
    res.redirect(303, '/admin/people');
  });

  router.post('/admin/people/:id/suspension', async (req, res) => {
    await disableMember(deps, req.params.id);
    res.redirect(303, '/admin/people');
  });

  router.delete('/admin/people/:id/suspension', async (req, res) => {
    await enableMember(deps, req.params.id);
    res.redirect(303, '/admin/people');
  });

  return router;
}
