import { Router, type Response } from 'express';
import { isMailAbout } from '../notifications/mail.ts';
import type { Deps } from '../platform/deps.ts';
import { Invalid } from '../platform/http/errors.ts';
import { postedFields } from '../platform/http/input.ts';
import { readDetails } from './input.ts';
import { receiptMail } from './mail.ts';
import { framesOf } from './question-page.ts';
import { receiptLimits } from './receipt-limits.ts';
import { findOwnRun, getOpenRun, getOwnRun, respondentToken } from './respondent.ts';
import { progress, type Run } from './run.ts';
import { runPage } from './run-page.ts';
import { missingQuestions, named, questionsOnTheirWay, submitResponse, unreadableQuestions } from './submission.ts';
import { withdrawalPath } from './withdrawal.ts';

/** The last step: what is safe, who answered, consent, and thank you. */
export function finishRoutes(deps: Deps): Router {
  const router = Router();
  const confirmationsFrom = receiptLimits(deps);

  router.get(
    '/f/:slug/finish',
    runPage(deps, (run, _req, res) => showFinish(deps, run, res)),
  );

  router.post('/f/:slug/submission', async (req, res) => {
    const { response, form } = await getOwnRun(deps, req);
    if (response.state === 'submitted') return res.redirect(303, `/f/${form.slug}/thanks`);
    const run = await getOpenRun(deps, req);
    try {
      await submitResponse(deps, run, readDetails(run.content, req.body), confirmationsFrom(req));
    } catch (error) {
      if (!(error instanceof Invalid)) throw error;
      res.status(422);
      return showFinish(deps, run, res, { given: postedFields(req.body), errors: error.fields });
    }
    res.redirect(303, `/f/${form.slug}/thanks`);
  });

  router.get('/f/:slug/thanks', async (req, res) => {
    const run = await findOwnRun(deps, req);
    if (run?.response.state !== 'submitted') return res.redirect(`/f/${req.params.slug}`);
    const withdrawal = withdrawalPath(deps, run.form.slug, run.response);
    const isMailed = await isMailAbout(deps.db, receiptMail.name, 'responseId', run.response.id);
    res.page('responses/thanks', { title: 'Thank you', run, withdrawal, isMailed, styles: ['recorder'] });
  });

  return router;
}

function showFinish(deps: Deps, run: Run, res: Response, again: object = {}): void {
  res.page('responses/finish', {
    title: 'Check and submit',
    script: 'answering',
    styles: ['recorder'],
    run,
    base: `/f/${run.form.slug}`,
    token: respondentToken(deps, run.response.id),
    frames: framesOf(run),
    progress: progress(run),
    missing: missingQuestions(run),
    unreadable: unreadableQuestions(run),
    late: questionsOnTheirWay(run),
    named: named.bind(undefined, run),
    now: deps.clock.now(),
    given: {},
    errors: {},
    ...again,
  });
}
