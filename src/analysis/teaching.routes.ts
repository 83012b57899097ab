import { Router, type Request } from 'express';
import { viewer } from '../accounts/guards.ts';
import type { Deps } from '../platform/deps.ts';
import { parseInput } from '../platform/http/input.ts';
import { orAgain, showThemes } from './pages.ts';
import { showTheme } from './theme-page.ts';
import type { Mounted, Place } from './place.ts';
import { DescribedInput, MoveInput, NumberInput, OtherInput, StartInput, ThemeInput } from './input.ts';
import { startAnalysis } from './run.ts';
import { themeOf } from './quote.store.ts';
import type { Theme } from './theme.store.ts';
import * as verbs from './theme.ts';

type OfAnalysis = Request<{ id: string }>;
type WithTheme = Request<{ id: string; themeId: string }>;
type WithQuote = Request<{ id: string; sentenceId: string }>;

/** What people teach the analysis: names, descriptions, what belongs together, and where a quote belongs. */
export function teachingRoutes(deps: Deps, { base, themes, enter }: Mounted): Router {
  const router = Router();
  const { db } = deps;
  const at = async (req: OfAnalysis) => enter(deps, req.params.id);
  const atTheme = async (req: WithTheme) => {
    const place = await at(req);
    return { place, theme: await verbs.getTheme(db, place.analysisId, req.params.themeId) };
  };
  const chosen = ({ analysisId }: Place, body: unknown) =>
    verbs.getTheme(db, analysisId, parseInput(OtherInput, body).theme);

  router.post(`${base}/analysis`, async (req: OfAnalysis, res) => {
    const { analysisId, themes: page } = await at(req);
    await startAnalysis(db, { analysisId, ...parseInput(StartInput, req.body) });
    res.redirect(303, page);
  });

  router.put(`${themes}/number`, async (req: OfAnalysis, res) => {
    const place = await at(req);
    const choose = async () => {
      await verbs.wantThemes(deps, place.analysisId, parseInput(NumberInput, req.body).number);
      res.redirect(303, place.themes);
    };
    await orAgain(res, choose, (typed) => showThemes(deps, res, place, typed), req.body);
  });

  router.post(themes, async (req: OfAnalysis, res) => {
    const place = await at(req);
    const describe = async () => {
      await verbs.describeTheme(deps, place.analysisId, parseInput(DescribedInput, req.body));
      res.redirect(303, place.themes);
    };
    await orAgain(res, describe, (typed) => showThemes(deps, res, place, typed), req.body);
  });

  router.patch(`${themes}/:themeId`, async (req: WithTheme, res) => {
    const { place, theme } = await atTheme(req);
    const change = async () => {
      await verbs.changeTheme(deps, theme, parseInput(ThemeInput, req.body));
      res.redirect(303, pageOf(place, theme));
    };
    await orAgain(res, change, (typed) => showTheme(deps, res, place, theme.id, typed), req.body);
  });

  router.delete(`${themes}/:themeId`, async (req: WithTheme, res) => {
    const { place, theme } = await atTheme(req);
    await verbs.deleteTheme(db, theme);
    res.redirect(303, place.themes);
  });

  router.put(`${themes}/:themeId/pin`, async (req: WithTheme, res) => {
    const { place, theme } = await atTheme(req);
    await verbs.pinTheme(db, theme, true);
    res.redirect(303, place.themes);
  });

  router.delete(`${themes}/:themeId/pin`, async (req: WithTheme, res) => {
    const { place, theme } = await atTheme(req);
    await verbs.pinTheme(db, theme, false);
    res.redirect(303, place.themes);
  });

  router.post(`${themes}/:themeId/merges`, async (req: WithTheme, res) => {
    const { place, theme } = await atTheme(req);
    await verbs.mergeThemes(db, theme, await chosen(place, req.body));
    res.redirect(303, pageOf(place, theme));
  });

  router.post(`${themes}/:themeId/parts`, async (req: WithTheme, res) => {
    const { place, theme } = await atTheme(req);
    const id = await verbs.splitTheme(deps, theme);
    res.redirect(303, `${place.themes}/${id}?split=${theme.id}`);
  });

  router.put(`${base}/quotes/:sentenceId/theme`, async (req: WithQuote, res) => {
    const place = await at(req);
    const theme = await chosen(place, req.body);
    const { on } = parseInput(MoveInput, req.body);
    const { sentenceId } = req.params;
    await verbs.moveQuote(deps, viewer(req), sentenceId, theme);
    res.redirect(303, on ? `${place.themes}/${on}?moved=${sentenceId}` : pageOf(place, theme));
  });

  router.put(`${base}/quotes/:sentenceId/pin`, async (req: WithQuote, res) => {
    const place = await at(req);
    const theme = await chosen(place, req.body);
    await verbs.pinQuote(deps, viewer(req), req.params.sentenceId, theme);
    res.redirect(303, pageOf(place, theme));
  });

  router.delete(`${base}/quotes/:sentenceId/pin`, async (req: WithQuote, res) => {
    const place = await at(req);
    const { sentenceId } = req.params;
    const theme = await themeOf(db, place.analysisId, sentenceId);
    await verbs.unpinQuote(deps, place.analysisId, sentenceId);
    res.redirect(303, theme ? pageOf(place, theme) : place.themes);
  });

  return router;
}

function pageOf({ themes }: Place, { id }: Pick<Theme, 'id'>): string {
  return `${themes}/${id}`;
}
