import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { stringify } from 'csv-stringify/sync';
import { Router, type Request } from 'express';
import { getForm } from '../forms/form.ts';
import { countResponses } from '../responses/overview.ts';
import { findClip } from '../media/clip.ts';
import type { Deps } from '../platform/deps.ts';
import { countByTheme, countPeople, listQuotes, listThemedAnswers, type ThemedAnswer } from './overview.store.ts';
import { findProgress, themesView } from './overview.ts';
import { getTheme } from './theme.ts';
import { listThemes } from './theme.store.ts';

const quotesOnPage = 40;
const playersOnPage = 6;
const linesAtOnce = 500;

type WithTheme = Request<{ id: string; themeId: string }>;

/** What people speak of: all themes of a form, one of them with its quotes, how they were found, and as CSV. */
export function themeRoutes(deps: Deps): Router {
  const router = Router();
  const { db } = deps;

  const head = async (id: string) => {
    const form = await getForm(db, id);
    return { form, responses: (await countResponses(db, [form.id])).get(form.id), section: 'themes' };
  };

  router.get('/forms/:id/themes', async (req, res) => {
    const locals = await head(req.params.id);
    const view = await themesView(deps, locals.form.id);
    res.page('analysis/themes', {
      title: `Themes in ${locals.form.draft.title}`,
      ...locals,
      ...view,
      now: deps.clock.now(),
    });
  });

  router.get('/forms/:id/themes/progress', async (req, res) => {
    const form = await getForm(db, req.params.id);
    const progress = await findProgress(db, form.id);
    // What was found is all over the page.
    if (progress.state === 'done') res.set('HX-Refresh', 'true');
    res.render('analysis/_progress', { form, progress });
  });

  router.get('/forms/:id/themes/method', async (req, res) => {
    const locals = await head(req.params.id);
    const view = await themesView(deps, locals.form.id);
    res.page('analysis/method', { title: 'How themes are found', ...locals, ...view });
  });

  router.get('/forms/:id/themes/:themeId', async (req: WithTheme, res) => {
    const locals = await head(req.params.id);
    const theme = req.params.themeId === 'rest' ? undefined : await getTheme(db, locals.form.id, req.params.themeId);
    const quotes = await listQuotes(db, locals.form.id, theme?.id ?? null, { limit: quotesOnPage });
    const played = quotes.filter(({ clipId, start }) => clipId !== null && start !== null).slice(0, playersOnPage);
    const clips = await Promise.all(played.map(async ({ id, clipId }) => [id, await findClip(db, clipId!)] as const));
    const counts = await countByTheme(db, locals.form.id);
    res.page('analysis/theme', {
      title: theme?.name ?? 'Fits nowhere',
      ...locals,
      theme,
      quotes,
      clips: new Map(clips),
      evidence: counts.find(({ themeId }) => themeId === (theme?.id ?? null)),
      people: await countPeople(db, locals.form.id),
      themes: await listThemes(db, locals.form.id),
      progress: await findProgress(db, locals.form.id),
      errors: {},
    });
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
