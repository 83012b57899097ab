import { Router, type Request } from 'express';
import { viewer } from '../accounts/guards.ts';
import { getForm } from '../forms/form.ts';
import type { Deps } from '../platform/deps.ts';
import { parseInput } from '../platform/http/input.ts';
import { orAgain, showTheme, showThemes } from './pages.ts';
import { DescribedInput, NumberInput, OtherInput, StartInput, ThemeInput } from './input.ts';
import { startAnalysis } from './run.ts';
import * as verbs from './theme.ts';

type WithForm = Request<{ id: string }>;
type WithTheme = Request<{ id: string; themeId: string }>;
type WithQuote = Request<{ id: string; sentenceId: string }>;

/** What people teach the analysis: names, descriptions, what belongs together, and where a quote belongs. */
export function teachingRoutes(deps: Deps): Router {
  const router = Router();
  const { db } = deps;
  const themeOf = async (req: WithTheme) =>
    verbs.getTheme(db, (await getForm(db, req.params.id)).id, req.params.themeId);
  const page = (req: WithForm, themeId?: string) => `/forms/${req.params.id}/themes${themeId ? `/${themeId}` : ''}`;

  router.post('/forms/:id/analysis', async (req: WithForm, res) => {
    const form = await getForm(db, req.params.id);
    await startAnalysis(db, { formId: form.id, ...parseInput(StartInput, req.body) });
    res.redirect(303, page(req));
  });

  router.put('/forms/:id/themes/number', async (req: WithForm, res) => {
    const form = await getForm(db, req.params.id);
    const choose = async () => {
      await verbs.wantThemes(db, form.id, parseInput(NumberInput, req.body).number);
      res.redirect(303, page(req));
    };
    await orAgain(res, choose, (typed) => showThemes(deps, res, form.id, typed), req.body);
  });

  router.post('/forms/:id/themes', async (req: WithForm, res) => {
    const form = await getForm(db, req.params.id);
    const describe = async () => {
      await verbs.describeTheme(deps, form.id, parseInput(DescribedInput, req.body));
      res.redirect(303, page(req));
    };
    await orAgain(res, describe, (typed) => showThemes(deps, res, form.id, typed), req.body);
  });

  router.patch('/forms/:id/themes/:themeId', async (req: WithTheme, res) => {
    const theme = await themeOf(req);
    const change = async () => {
      await verbs.changeTheme(deps, theme, parseInput(ThemeInput, req.body));
      res.redirect(303, page(req, theme.id));
    };
    await orAgain(res, change, (typed) => showTheme(deps, res, theme.formId, theme.id, typed), req.body);
  });

  router.delete('/forms/:id/themes/:themeId', async (req: WithTheme, res) => {
    await verbs.deleteTheme(db, await themeOf(req));
    res.redirect(303, page(req));
  });

  router.put('/forms/:id/themes/:themeId/pin', async (req: WithTheme, res) => {
    await verbs.pinTheme(db, await themeOf(req), true);
    res.redirect(303, page(req));
  });

  router.delete('/forms/:id/themes/:themeId/pin', async (req: WithTheme, res) => {
    await verbs.pinTheme(db, await themeOf(req), false);
    res.redirect(303, page(req));
  });

  router.post('/forms/:id/themes/:themeId/merges', async (req: WithTheme, res) => {
    const theme = await themeOf(req);
    const { theme: otherId } = parseInput(OtherInput, req.body);
    await verbs.mergeThemes(db, theme, await verbs.getTheme(db, theme.formId, otherId));
    res.redirect(303, page(req, theme.id));
  });

  router.post('/forms/:id/themes/:themeId/parts', async (req: WithTheme, res) => {
    await verbs.splitTheme(deps, await themeOf(req));
    res.redirect(303, page(req));
  });

  router.put('/forms/:id/quotes/:sentenceId/theme', async (req: WithQuote, res) => {
    const form = await getForm(db, req.params.id);
    const theme = await verbs.getTheme(db, form.id, parseInput(OtherInput, req.body).theme);
    await verbs.moveQuote(deps, viewer(req), req.params.sentenceId, theme);
    res.redirect(303, page(req, theme.id));
  });

  router.put('/forms/:id/quotes/:sentenceId/pin', async (req: WithQuote, res) => {
    const form = await getForm(db, req.params.id);
    const theme = await verbs.getTheme(db, form.id, parseInput(OtherInput, req.body).theme);
    await verbs.pinQuote(deps, viewer(req), req.params.sentenceId, theme);
    res.redirect(303, page(req, theme.id));
  });

  router.delete('/forms/:id/quotes/:sentenceId/pin', async (req: WithQuote, res) => {
    const form = await getForm(db, req.params.id);
    await verbs.unpinQuote(deps, form.id, req.params.sentenceId);
    res.redirect(303, page(req));
  });

  return router;
}
