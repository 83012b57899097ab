import { Router, type Request, type Response } from 'express';
import { self, viewer } from '../accounts/guards.ts';
import type { Deps } from '../platform/deps.ts';
import { Invalid, NotFound } from '../platform/http/errors.ts';
import { parseInput } from '../platform/http/input.ts';
import { linkInput } from './input.ts';
import { changeLink, getOwnLink, listLinks, makeLink, subjectOf, switchLink } from './link.ts';
import { linksOf } from './links.ts';
import { mayShare, type SubjectRef } from './subject.ts';

/** The share links of a thing, as whoever may share it sees them: fragments of that thing's page. */
export function linkRoutes(deps: Deps): Router {
  const router = Router();

  const send = async (req: Request, res: Response, subject: SubjectRef, more: object = {}) => {
    res.render('sharing/_links', { ...(await linksOf(deps, req, subject)), openId: undefined, errors: {}, ...more });
  };

  /** Shows them after a change; without script on the thing's own page. */
  const sendChanged = async (req: Request, res: Response, { kind, id }: SubjectRef, more: object) => {
    if (!req.get('HX-Request')) return res.redirect(303, `/${kind}s/${id}#share`);
    await send(req, res, { kind, id }, more);
  };

  /** Does it and shows all links anew, or says beside the field what is wrong. */
  const change = async (req: Request, res: Response, subject: SubjectRef, work: () => Promise<{ id: string }>) => {
    try {
      const { id } = await work();
      await sendChanged(req, res, subject, { openId: id, saved: id });
    } catch (error) {
      if (!(error instanceof Invalid) || !req.get('HX-Request')) throw error;
      res.status(422);
      await send(req, res, subject, { openId: req.params.id, errors: error.fields, values: req.body as object });
    }
  };

  router.get('/links/of/:kind/:id', async (req, res) => {
    const { kind, id } = req.params;
    if (!(await mayShare.run(deps, viewer(req), { kind, id }))) throw new NotFound();
    await send(req, res, { kind, id });
  });

  router.post('/links/of/:kind/:id', async (req, res) => {
    const { kind, id } = req.params;
    const name = `Link ${(await listLinks(deps.db, { kind, id })).length + 1}`;
    await change(req, res, { kind, id }, () => makeLink(deps, viewer(req), { kind, id }, { name }));
  });

  router.patch('/links/:id', async (req, res) => {
    const link = await getOwnLink(deps, viewer(req), req.params.id);
    await change(req, res, subjectOf(link), async () => {
      const given = parseInput(linkInput(self(req).timeZone), req.body);
      if (given.access === 'password' && !given.password && !link.passwordHash)
        throw new Invalid({ password: 'Choose a password of at least 6 characters.' });
      return changeLink(deps, viewer(req), link.id, given);
    });
  });

  for (const [method, on] of [
    ['delete', false],
    ['put', true],
  ] as const) {
    router[method]('/links/:id/switch', async (req: Request<{ id: string }>, res) => {
      const link = await switchLink(deps, viewer(req), req.params.id, on);
      await sendChanged(req, res, subjectOf(link), { openId: link.id });
    });
  }

  return router;
}
