import { Router, type Request, type Response } from 'express';
import { viewer } from '../accounts/guards.ts';
import { isReviewer } from '../accounts/reviewer.ts';
import { markRead } from '../notifications/notice.ts';
import { getVisibleForm, seesNames } from '../forms/reviewers.ts';
import type { Deps } from '../platform/deps.ts';
import { parseInput } from '../platform/http/input.ts';
import { archiveOf } from './archive.ts';
import { findMoment } from './moment.ts';
import { phrasesOfText } from './passage.ts';
import { listQuotes, mayUnpin, reelsToAddTo, type ShownQuote } from './quote.ts';
import { readingsOf, readingWords } from './reading.ts';
import { FilterInput, MomentInput, NoteInput, PlaceInput, RatingInput } from './review.input.ts';
import { addNote, getSubmission, rateResponse, removeNote, respondentName, statuses } from './review.ts';
import { findRating, listNotes } from './review.store.ts';
import { sendStanding } from './status.routes.ts';
import { findNeighbours, listSubmissions, type Filter } from './list.store.ts';
import { countSubmissions } from './overview.store.ts';
import { announceRetention } from './retention.ts';
import { reviewedAnswers } from './reviewed.ts';

const pageSize = 25;
/** On the page of a response; all of them are on the form's. */
const mostQuotes = 100;

type WithId = Request<{ id: string }>;

/** The list of responses, and one response with ratings and notes: for reviewers too, who see what was given to them. */
export function reviewRoutes(deps: Deps): Router {
  const router = Router();
  const { db } = deps;

  router.get('/forms/:id/responses', async (req, res) => {
    const form = await getVisibleForm(db, viewer(req), req.params.id);
    const filter = FilterInput.parse(req.query);
    const before = PlaceInput.parse(req.query.before);
    const found = await listSubmissions(db, viewer(req), form.id, filter, before, pageSize + 1);
    const submissions = found.slice(0, pageSize);
    const last = found.length > pageSize ? submissions.at(-1) : undefined;
    res.page('responses/list', {
      title: `Responses to ${form.draft.title}`,
      form,
      submissions,
      filter,
      filtered: Boolean(filter.status ?? filter.rating ?? filter.name),
      query: queryOf(filter),
      next: last && `${last.submittedAt}_${last.id}`,
      seesNames: await seesNames(db, viewer(req), form.id),
      responses: (await countSubmissions(db, [form.id])).get(form.id),
      archive: isReviewer(viewer(req)) ? undefined : await archiveOf(deps, form.id),
      retention: await announceRetention(deps, form.id),
      statuses,
      respondentName,
      now: deps.clock.now(),
    });
  });

  router.get('/responses/:id', async (req, res) => {
    const submission = await getSubmission(db, viewer(req), req.params.id);
    const filter = FilterInput.parse(req.query);
    const name = respondentName(submission);
    const answers = await reviewedAnswers(deps, submission);
    await markRead(deps, viewer(req).id, submission.id);
    res.page('responses/review', {
      title: name,
      name,
      submission,
      form: await getVisibleForm(db, viewer(req), submission.formId),
      answers,
      linked: findMoment(answers, MomentInput.parse(req.query)),
      notes: await listNotes(db, submission.id),
      quotes: await listQuotes(deps, viewer(req), { formId: submission.formId, responseId: submission.id }, mostQuotes),
      reels: await reelsToAddTo.run(db, viewer(req), submission.formId),
      mayUnpin: (quote: ShownQuote) => mayUnpin(viewer(req), quote),
      respondentName,
      phrasesOfText,
      readings: await readingsOf.run(deps, submission.id),
      ...readingWords,
      rating: await findRating(db, submission.id, viewer(req).id),
      neighbours: await findNeighbours(db, viewer(req), submission, filter),
      query: queryOf(filter),
      statuses,
      now: deps.clock.now(),
    });
  });

  router.put('/responses/:id/rating', async (req: WithId, res) => {
    const { id } = await getSubmission(db, viewer(req), req.params.id);
    await rateResponse(deps, viewer(req), id, parseInput(RatingInput, req.body).rating);
    await sendStanding(deps, req, res);
  });

  router.post('/responses/:id/notes', async (req: WithId, res) => {
    const { id } = await getSubmission(db, viewer(req), req.params.id);
    await addNote(deps, viewer(req), id, parseInput(NoteInput, req.body));
    await sendNotes(req, res);
  });

  router.delete('/responses/:id/notes/:noteId', async (req: Request<{ id: string; noteId: string }>, res) => {
    await removeNote(deps, viewer(req), req.params.id, req.params.noteId);
    await sendNotes(req, res);
  });

  const sendNotes = async (req: WithId, res: Response) => {
    const submission = await getSubmission(db, viewer(req), req.params.id);
    if (!req.get('HX-Request')) return res.redirect(303, `/responses/${submission.id}#notes`);
    res.render('responses/_notes', {
      submission,
      answers: await reviewedAnswers(deps, submission),
      notes: await listNotes(db, submission.id),
      now: deps.clock.now(),
    });
  };

  return router;
}

/** The filter as it goes along in links: "?status=new", or nothing. */
function queryOf(filter: Filter): string {
  const set = Object.entries(filter).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]]));
  return set.length > 0 ? `?${new URLSearchParams(set as [string, string][]).toString()}` : '';
}
