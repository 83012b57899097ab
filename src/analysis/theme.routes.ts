import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { stringify } from 'csv-stringify/sync';
import { Router, type Request } from 'express';
import { cleanFileName } from '../media/file-name.ts';
import type { Deps } from '../platform/deps.ts';
import { NotFound } from '../platform/http/errors.ts';
import { findAnalysis } from './analysis.store.ts';
import { listThemedAnswers, type ThemedAnswer } from './overview.store.ts';
import { findProgress, themesView } from './overview.ts';
import { findClip } from '../media/clip.ts';
import { listMoves } from './move.store.ts';
import { showThemes } from './pages.ts';
import { findQuoteToPlay } from './quote.store.ts';
import { showTheme } from './theme-page.ts';
import { headOf, type Mounted, type Place } from './place.ts';

const linesAtOnce = 500;

type OfAnalysis = Request<{ id: string }>;
type WithQuote = Request<{ id: string; sentenceId: string }>;
type WithTheme = Request<{ id: string; themeId: string }>;

/** What people speak of: all themes of an analysis, one of them with its quotes, how they were found, and as CSV. */
export function themeRoutes(deps: Deps, { themes, enter }: Mounted): Router {
  const router = Router();

  router.get(`${themes}.csv`, async (req: OfAnalysis, res) => {
    const place = await enter(deps, req.params.id);
    res.attachment(`${cleanFileName(place.title)} themes.csv`).type('text/csv');
    await pipeline(Readable.from(linesOf(deps, place)), res);
  });

  router.get(themes, async (req: OfAnalysis, res) => {
    await showThemes(deps, res, await enter(deps, req.params.id));
  });

  router.get(`${themes}/progress`, async (req: OfAnalysis, res) => {
    const place = await enter(deps, req.params.id);
    const progress = await findProgress(deps.db, place.analysisId);
    const { on } = req.query;
    // Where nothing was found before, there is nothing on the page that somebody may be writing.
    if (progress.state === 'done' && on === 'nothing') res.set('HX-Refresh', 'true');
    res.render('analysis/_progress', { place, progress, on, isAsked: true });
  });

  router.get(`${themes}/method`, async (req: OfAnalysis, res) => {
    const place = await enter(deps, req.params.id);
    const view = await themesView(deps, place.analysisId);
    res.page('analysis/method', { title: 'How themes are found', ...(await headOf(deps, place)), ...view });
  });

  router.get(`${themes}/changes`, async (req: OfAnalysis, res) => {
    const place = await enter(deps, req.params.id);
    const moves = await listMoves(deps.db, place.analysisId);
    const analysis = await findAnalysis(deps.db, place.analysisId);
    res.page('analysis/changes', {
      title: 'What the last run changed',
      ...(await headOf(deps, place)),
      moves,
      analysis,
    });
  });

  router.get(`${themes}/players/:sentenceId`, async (req: WithQuote, res) => {
    const { analysisId } = await enter(deps, req.params.id);
    const quote = await findQuoteToPlay(deps.db, analysisId, req.params.sentenceId);
    const clip = quote?.clipId ? await findClip(deps.db, quote.clipId) : undefined;
    if (!quote || !clip || quote.start === null) throw new NotFound('This quote cannot be played now.');
    res.render('analysis/_playing', { quote, clip });
  });

  router.get(`${themes}/:themeId`, async (req: WithTheme, res) => {
    const place = await enter(deps, req.params.id);
    const { themeId } = req.params;
    await showTheme(deps, res, place, themeId === 'rest' ? null : themeId, { asked: req.query });
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
