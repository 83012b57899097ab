import { Router } from 'express';
import { companyName } from '../accounts/workspace.ts';
import type { Deps } from '../platform/deps.ts';
import { Invalid } from '../platform/http/errors.ts';
import { postedFields } from '../platform/http/input.ts';
import { networkOf } from '../platform/http/network.ts';
import { throttle } from '../platform/http/rate-limit.ts';
import { closedSince } from '../forms/closing.ts';
import { getPublication } from '../forms/publication.ts';
import { getFormBySlug } from '../forms/form.ts';
import { saveAnswer, saveDraftAnswer } from './answer.ts';
import { continueRoutes } from './continue.routes.ts';
import { fileRoutes } from './file.routes.ts';
import { finishRoutes } from './finish.routes.ts';
import { readAnswer, readSource } from './input.ts';
import { offersPractice, practiceRoutes } from './practice.routes.ts';
import { showQuestion } from './question-page.ts';
import { findOwnRun, getOpenRun, rememberRespondent } from './respondent.ts';
import { startResponse } from './response.ts';
import { runPage, showClosed } from './run-page.ts';
import { nextStep, progressNow, questionAt, whereToGoOn, type Run } from './run.ts';
import { takeRoutes } from './take.routes.ts';
import { uplinkRoutes } from './uplink.routes.ts';
import { withdrawalRoutes } from './withdrawal.routes.ts';

/** All of `/f/…`: public, with a cookie of its own in place of a session. */
export function answeringRoutes(deps: Deps): Router {
  const router = Router();
  const starts = throttle(deps.throttleDb, 'start-response', 300, 15 * 60);

  router.use('/f/:slug', async (_req, res, next) => {
    res.locals.company = await companyName(deps.db);
    res.set('Cache-Control', 'no-store');
    next();
  });

  router.get('/f/:slug', async (req, res) => {
    const run = await findOwnRun(deps, req);
    if (run && req.query.about === undefined) return res.redirect(whereTheRunIs(run));
    const form = await getFormBySlug(deps.db, req.params.slug);
    const { content } = await getPublication(deps.db, form.publicationId);
    if (!run && closedSince(form, deps.clock.now())) return showClosed(res, content.title);
    const practice = offersPractice(content);
    res.page('responses/welcome', {
      title: content.title,
      form,
      content,
      run,
      practice,
      source: readSource(req.query),
      styles: ['recorder'],
    });
  });

  router.post('/f/:slug/responses', async (req, res) => {
    const form = await getFormBySlug(deps.db, req.params.slug);
    const run = await findOwnRun(deps, req);
    if (run?.open) return res.redirect(303, whereTheRunIs(run));
    if (closedSince(form, deps.clock.now())) return res.redirect(303, `/f/${form.slug}`);
    await starts.count(networkOf(req));
    const response = await startResponse(deps, form, readSource(req.body));
    rememberRespondent(deps, res, form.slug, response.id);
    res.redirect(303, `/f/${form.slug}/1`);
  });

  router.use(
    finishRoutes(deps),
    takeRoutes(deps),
    fileRoutes(deps),
    continueRoutes(deps),
    uplinkRoutes(deps),
    practiceRoutes(deps),
    withdrawalRoutes(deps),
  );

  router.get(
    '/f/:slug/:n',
    runPage<{ slug: string; n: string }>(deps, (run, req, res) => showQuestion(deps, run, req.params.n, res)),
  );

  router.post('/f/:slug/:n', async (req, res) => {
    const run = await getOpenRun(deps, req);
    const question = questionAt(run.content, req.params.n);
    if (req.accepts(['html', 'json']) === 'json') {
      await saveDraftAnswer(deps, run, question, readAnswer(question, req.body));
      return void res.json(await progressNow(deps, run));
    }
    try {
      await saveAnswer(deps, run, question, readAnswer(question, req.body));
    } catch (error) {
      if (!(error instanceof Invalid)) throw error;
      res.status(422);
      return showQuestion(deps, run, req.params.n, res, { posted: postedFields(req.body), errors: error.fields });
    }
    res.redirect(303, `/f/${run.form.slug}/${nextStep(run, Number(req.params.n))}`);
  });

  return router;
}

/** Where somebody who comes back goes on. */
function whereTheRunIs(run: Run): string {
  if (run.response.state === 'submitted') return `/f/${run.form.slug}/thanks`;
  return `/f/${run.form.slug}/${nextStep(run, whereToGoOn(run) - 1)}`;
}
