import { Router, type Request } from 'express';
import { RoleInput } from '../accounts/input.ts';
import { makeLink, withdrawLink } from '../accounts/invitation.ts';
import { mailIsOn } from '../accounts/mail.ts';
import { changeRole, disableMember, enableMember, manageable } from '../accounts/managing.ts';
import { roles } from '../accounts/member.ts';
import { findPerson, getPerson, listPeople } from '../accounts/person.ts';
import { adminsOnly, viewer } from '../accounts/guards.ts';
import { hasTwoFactor, switchOffTwoFactor } from '../accounts/two-factor.ts';
import { countFormsOf, handOverForms } from '../forms/hand-over.ts';
import { countMessagesOf, handOverMessages } from '../messages/hand-over.ts';
import { inTransaction } from '../platform/database.ts';
import type { Deps } from '../platform/deps.ts';
import { parseInput } from '../platform/http/input.ts';
import { baseUrl } from '../platform/http/page.ts';
import { SuccessorInput } from './input.ts';
import { mailLink } from './people.routes.ts';

type OfPerson = Request<{ id: string }>;

/** What an admin may do for, and to, one person. */
export function personRoutes(deps: Deps): Router {
  const router = Router();
  router.use('/admin', adminsOnly);

  router.get('/admin/people/:id', async (req: OfPerson, res) => {
    const [person, actor] = [await getPerson(deps, req.params.id), viewer(req)];
    const forms = await countFormsOf(deps.db, person.id);
    const messages = await countMessagesOf(deps.db, person.id);
    const others = forms + messages > 0 ? await listPeople(deps, {}, 1000) : [];
    res.page('admin/person', {
      title: person.name,
      person,
      forms,
      messages,
      successors: others.filter(({ id, state, role }) => id !== person.id && state === 'active' && role !== 'reviewer'),
      roles: roles.filter((role) => actor.role === 'owner' || role !== 'owner'),
      mayManage: actor.role === 'owner' || person.role !== 'owner',
      twoFactor: await hasTwoFactor(deps.db, person.id),
      isSelf: actor.id === person.id,
      base: baseUrl(deps.config, req),
      mailIsOn: await mailIsOn.run(deps),
    });
  });

  router.put('/admin/people/:id/role', async (req: OfPerson, res) => {
    await changeRole(deps, viewer(req), req.params.id, parseInput(RoleInput, req.body).role);
    res.redirect(303, `/admin/people/${req.params.id}`);
  });

  router.post('/admin/people/:id/invitation', async (req: OfPerson, res) => {
    await makeLink(deps, viewer(req), req.params.id);
    const { state } = await getPerson(deps, req.params.id);
    await mailLink(deps, req, state === 'invited' ? 'invitation' : 'reset', req.params.id);
    res.redirect(303, `/admin/people/${req.params.id}`);
  });

  router.delete('/admin/people/:id/invitation', async (req: OfPerson, res) => {
    await withdrawLink(deps, viewer(req), req.params.id);
    res.redirect(303, (await findPerson(deps, req.params.id)) ? `/admin/people/${req.params.id}` : '/admin/people');
  });

  router.post('/admin/people/:id/suspension', async (req: OfPerson, res) => {
    await disableMember(deps, viewer(req), req.params.id);
    res.redirect(303, `/admin/people/${req.params.id}`);
  });

  router.delete('/admin/people/:id/suspension', async (req: OfPerson, res) => {
    await enableMember(deps, viewer(req), req.params.id);
    res.redirect(303, `/admin/people/${req.params.id}`);
  });

  /** For who has lost their phone and the codes. */
  router.delete('/admin/people/:id/two-factor', async (req: OfPerson, res) => {
    const person = await getPerson(deps, req.params.id);
    manageable(viewer(req), person);
    await switchOffTwoFactor(deps, viewer(req), person.id);
    res.redirect(303, `/admin/people/${person.id}`);
  });

  router.put('/admin/people/:id/successor', async (req: OfPerson, res) => {
    const { successor } = parseInput(SuccessorInput, req.body);
    const [from, to] = [await getPerson(deps, req.params.id), await getPerson(deps, successor)];
    await inTransaction(deps.db, async (trx) => {
      await handOverForms({ ...deps, db: trx }, viewer(req), from, to);
      await handOverMessages({ ...deps, db: trx }, from, to);
    });
    res.redirect(303, `/admin/people/${req.params.id}`);
  });

  return router;
}
