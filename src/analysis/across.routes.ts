import { Router, type Request, type Response } from 'express';
import { viewer } from '../accounts/guards.ts';
import type { Deps } from '../platform/deps.ts';
import { parseInput } from '../platform/http/input.ts';
import { AcrossInput, OfferInput } from './across.input.ts';
import * as verbs from './across.ts';
import { orAgain, type Typed } from './pages.ts';

/** Analyses across forms: the list of them, and what each is of. */
export function acrossRoutes(deps: Deps): Router {
  const router = Router();
  const { db } = deps;

  const choose = async (req: Request, res: Response, across?: verbs.AcrossAnalysis, { values, errors }: Typed = {}) => {
    const asked = parseInput(OfferInput, values ?? req.query);
    const known = across?.forms.map(({ id }) => id) ?? [];
    const isAsked = values !== undefined || req.query.forms !== undefined || req.query.find !== undefined;
    res.page('analysis/choosing', {
      title: across ? `Change ${across.name}` : 'New analysis',
      across,
      ...(await verbs.offerForms(db, asked.find, isAsked ? asked.forms : known)),
      values: values ?? { name: across?.name, from: across?.fromDay, until: across?.untilDay },
      errors: errors ?? {},
    });
  };

  router.get('/themes', async (req, res) => {
    const before = typeof req.query.before === 'string' ? req.query.before : undefined;
    res.page('analysis/across', { title: 'Themes across forms', ...(await verbs.listAcross(db, before)), before });
  });

  router.get('/themes/new', (req, res) => choose(req, res));

  router.post('/themes', async (req, res) => {
    const create = async () => {
      const id = await verbs.createAcross(deps, viewer(req), parseInput(AcrossInput, req.body));
      res.redirect(303, `/themes/${id}`);
    };
    await orAgain(res, create, (typed) => choose(req, res, undefined, typed), req.body);
  });

  router.get('/themes/:id/edit', async (req, res) => {
    await choose(req, res, await verbs.getAcross(db, req.params.id));
  });

  router.patch('/themes/:id', async (req, res) => {
    const across = await verbs.getAcross(db, req.params.id);
    const change = async () => {
      await verbs.changeAcross(db, across, parseInput(AcrossInput, req.body));
      res.redirect(303, `/themes/${across.id}`);
    };
    await orAgain(res, change, (typed) => choose(req, res, across, typed), req.body);
  });

  router.delete('/themes/:id', async (req, res) => {
    const across = await verbs.getAcross(db, req.params.id);
    const { sure } = req.body as { sure?: unknown };
    if (sure !== 'yes') return res.page('analysis/deletion', { title: `Delete ${across.name}`, across });
    await verbs.deleteAcross(db, across);
    res.redirect(303, '/themes');
  });

  return router;
}
