import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { stringify } from 'csv-stringify/sync';
import { Router, type Request } from 'express';
import { getForm } from '../forms/form.ts';
import type { Deps } from '../platform/deps.ts';
import { listThemedAnswers, type ThemedAnswer } from './overview.store.ts';
import { findProgress, themesView } from './overview.ts';
import { headOf, showTheme, showThemes } from './pages.ts';

const linesAtOnce = 500;

type WithTheme = Request<{ id: string; themeId: string }>;

/** What people speak of: all themes of a form, one of them with its quotes, how they were found, and as CSV. */
export function themeRoutes(deps: Deps): Router {
  const router = Router();
  const { db } = deps;

  router.get('/forms/:id/themes', async (req, res) => {
    const form = await getForm(db, req.params.id);
    await showThemes(deps, res, form.id);
  });

  router.get('/forms/:id/themes/progress', async (req, res) => {
    const form = await getForm(db, req.params.id);
    const progress = await findProgress(db, form.id);
    // What was found is all over the page.
    if (progress.state === 'done') res.set('HX-Refresh', 'true');
    res.render('analysis/_progress', { form, progress });
  });

  router.get('/forms/:id/themes/method', async (req, res) => {
    const locals = await headOf(deps, req.params.id);
    const view = await themesView(deps, locals.form.id);
    res.page('analysis/method', { title: 'How themes are found', ...locals, ...view });
  });

  router.get('/forms/:id/themes/:themeId', async (req: WithTheme, res) => {
    const form = await getForm(db, req.params.id);
    await showTheme(deps, res, form.id, req.params.themeId === 'rest' ? null : req.params.themeId);
  });

  router.get('/forms/:id/themes.csv', async (req, res) => {
    const form = await getForm(db, req.params.id);
    res.attachment(`themes-${form.id}.csv`).type('text/csv');
    await pipeline(Readable.from(linesOf(deps, form.id)), res);
  });

  return router;
}

const columns = ['response_id', 'name', 'answer', 'theme', 'theme_share', 'sentiment', 'score', 'date'];

/** Line by line, some at a time: of ten thousand answers no more than these are in memory. */
async function* linesOf({ db }: Deps, formId: string): AsyncGenerator<string> {
  let after: string | undefined = '';
  let header = true;
  while (after !== undefined) {
    const answers: Awaited<ReturnType<typeof listThemedAnswers>> = await listThemedAnswers(
      db,
      formId,
      after,
      linesAtOnce,
    );
    yield stringify(answers.map(toLine), { header, columns, escape_formulas: true });
    header = false;
    after = answers.length < linesAtOnce ? undefined : answers.at(-1)?.id;
  }
}

function toLine({ responseId, name, answer, theme, themeShare, sentiment, score, date }: ThemedAnswer) {
  return [responseId, name, answer, theme, themeShare, sentiment, score, date];
}
