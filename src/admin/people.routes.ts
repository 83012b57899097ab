import { Router, type Request, type Response } from 'express';
import { InviteesInput, InviteInput } from '../accounts/input.ts';
import { invite, inviteAll } from '../accounts/invitation.ts';
import { parseInvitees } from '../accounts/invitees.ts';
import { accountMail, mailIsOn } from '../accounts/mail.ts';
import { roles } from '../accounts/member.ts';
import { listPeople } from '../accounts/person.ts';
import { adminsOnly, viewer } from '../accounts/guards.ts';
import type { Deps } from '../platform/deps.ts';
import { Invalid, type FieldErrors } from '../platform/http/errors.ts';
import { baseUrl } from '../platform/http/page.ts';
import { parseInput } from '../platform/http/input.ts';

const perPage = 50;

/** Who works here: invited one by one or in a list, found by name or address. */
export function peopleRoutes(deps: Deps): Router {
  const router = Router();
  router.use('/admin', adminsOnly);

  const show = async (req: Request, res: Response, values = {}, errors: FieldErrors = {}) => {
    const [search, after] = [textOf(req.query.search), textOf(req.query.after)];
    const found = await listPeople(deps, { search, after }, perPage + 1);
    const [people, next] = [found.slice(0, perPage), found.length > perPage ? found[perPage - 1]?.id : undefined];
    const list = {
      people,
      next,
      search,
      after,
      base: baseUrl(deps.config, req),
      said: saidOf(req.query),
      mailIsOn: await mailIsOn.run(deps),
    };
    res.page('admin/people', { title: 'People', ...list, roles: rolesFor(req), values, errors });
  };

  router.get('/admin/people', (req, res) => show(req, res));

  router.post('/admin/people', async (req, res) => {
    try {
      const { id } = await invite(deps, viewer(req), parseInput(InviteInput, req.body));
      await mailLink(deps, req, 'invitation', id);
      res.redirect(303, `/admin/people/${id}`);
    } catch (error) {
      await again(req, res, error);
    }
  });

  router.post('/admin/people/invitations', async (req, res) => {
    try {
      const { people, role } = parseInput(InviteesInput, req.body);
      const invitees = parseInvitees(people);
      const invited = await inviteAll(deps, viewer(req), invitees, role);
      for (const { id } of invited) await mailLink(deps, req, 'invitation', id);
      res.redirect(303, `/admin/people?invited=${invited.length}&known=${invitees.length - invited.length}`);
    } catch (error) {
      await again(req, res, error);
    }
  });

  const again = async (req: Request, res: Response, error: unknown) => {
    if (!(error instanceof Invalid)) throw error;
    res.status(422);
    await show(req, res, req.body as object, error.fields);
  };

  return router;
}

/** Where mail is off, the page offers the link to be copied. */
export async function mailLink(
  deps: Deps,
  req: Request,
  kind: 'invitation' | 'reset',
  memberId: string,
): Promise<void> {
  await accountMail.run(deps, { kind, memberId, byId: viewer(req).id, base: baseUrl(deps.config, req) });
}

/** Only an owner makes owners. */
function rolesFor(req: Request): string[] {
  return viewer(req).role === 'owner' ? [...roles] : roles.filter((role) => role !== 'owner');
}

function textOf(given: unknown): string | undefined {
  return typeof given === 'string' && given.trim() ? given.trim().slice(0, 200) : undefined;
}

/** What the last request did, told once on the page that it led to. */
function saidOf({ invited, known }: Request['query']): { invited: number; known: number } | undefined {
  return typeof invited === 'string' ? { invited: Number(invited) || 0, known: Number(known) || 0 } : undefined;
}
