import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { stringify } from 'csv-stringify/sync';
import { Router, type Request } from 'express';
import type { Deps } from '../platform/deps.ts';
import { listThemedAnswers, type ThemedAnswer } from './overview.store.ts';
import { findProgress, themesView } from './overview.ts';
import { showTheme, showThemes } from './pages.ts';
import { headOf, type Mounted, type Place } from './place.ts';

const linesAtOnce = 500;

type OfAnalysis = Request<{ id: string }>;
type WithTheme = Request<{ id: string; themeId: string }>;

/** What people speak of: all themes of an analysis, one of them with its quotes, how they were found, and as CSV. */
export function themeRoutes(deps: Deps, { themes, enter }: Mounted): Router {
  const router = Router();

  router.get(`${themes}.csv`, async (req: OfAnalysis, res) => {
    const place = await enter(deps, req.params.id);
    res.attachment(`themes-${place.analysisId}.csv`).type('text/csv');
    await pipeline(Readable.from(linesOf(deps, place)), res);
  });

  router.get(themes, async (req: OfAnalysis, res) => {
    await showThemes(deps, res, await enter(deps, req.params.id));
  });

  router.get(`${themes}/progress`, async (req: OfAnalysis, res) => {
    const place = await enter(deps, req.params.id);
    const progress = await findProgress(deps.db, place.analysisId);
    // What was found is all over the page.
    if (progress.state === 'done') res.set('HX-Refresh', 'true');
    res.render('analysis/_progress', { place, progress });
  });

  router.get(`${themes}/method`, async (req: OfAnalysis, res) => {
    const place = await enter(deps, req.params.id);
    const view = await themesView(deps, place.analysisId);
    res.page('analysis/method', { title: 'How themes are found', ...(await headOf(deps, place)), ...view });
  });

  router.get(`${themes}/:themeId`, async (req: WithTheme, res) => {
    const place = await enter(deps, req.params.id);
    await showTheme(deps, res, place, req.params.themeId === 'rest' ? null : req.params.themeId);
  });

  return router;
}

const ofOneForm = ['response_id', 'name', 'answer', 'theme', 'theme_share', 'sentiment', 'score', 'date'];

/** Line by line, some at a time: of ten thousand answers no more than these are in memory. */
async function* linesOf({ db }: Deps, { analysisId, form }: Place): AsyncGenerator<string> {
  const columns = form ? ofOneForm : [...ofOneForm, 'form'];
  let after: string | undefined = '';
  let header = true;
  while (after !== undefined) {
    const answers: Awaited<ReturnType<typeof listThemedAnswers>> = await listThemedAnswers(
      db,
      analysisId,
      after,
      linesAtOnce,
    );
    yield stringify(answers.map(toLine), { header, columns, escape_formulas: true });
    header = false;
    after = answers.length < linesAtOnce ? undefined : answers.at(-1)?.id;
  }
}

function toLine({ responseId, name, answer, theme, themeShare, sentiment, score, date, form }: ThemedAnswer) {
  return [responseId, name, answer, theme, themeShare, sentiment, score, date, form];
}
