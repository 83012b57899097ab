import { Router, type Request, type Response } from 'express';
import { viewer } from '../accounts/session.ts';
import { getForm } from '../forms/form.ts';
import type { Deps } from '../platform/deps.ts';
import { parseInput } from '../platform/http/input.ts';
import { eraseResponse } from './response.ts';
import { findMoment } from './moment.ts';
import { FilterInput, MomentInput, NoteInput, PlaceInput, RatingInput, StatusInput } from './review.input.ts';
import { addNote, getSubmission, rateResponse, removeNote, respondentName, setStatus, statuses } from './review.ts';
import { findRating, listNotes } from './review.store.ts';
import * as store from './submission.store.ts';
import { announceRetention } from './retention.ts';
import { reviewedAnswers } from './reviewed.ts';

const pageSize = 25;

type WithId = Request<{ id: string }>;

/** The team's side: the list of responses, and one response with its rating, status and notes. */
export function reviewRoutes(deps: Deps): Router {
  const router = Router();
  const { db } = deps;

  router.get('/forms/:id/responses', async (req, res) => {
    const form = await getForm(db, req.params.id);
    const filter = FilterInput.parse(req.query);
    const found = await store.listSubmissions(db, form.id, filter, PlaceInput.parse(req.query.before), pageSize + 1);
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
      responses: (await store.countSubmissions(db, [form.id])).get(form.id),
      retention: await announceRetention(deps, form.id),
      statuses,
      respondentName,
      now: deps.clock.now(),
    });
  });

  router.get('/responses/:id', async (req, res) => {
    const submission = await getSubmission(db, req.params.id);
    const filter = FilterInput.parse(req.query);
    const name = respondentName(submission);
    const answers = await reviewedAnswers(deps, submission);
    res.page('responses/review', {
      title: name,
      name,
      submission,
      form: await getForm(db, submission.formId),
      answers,
      linked: findMoment(answers, MomentInput.parse(req.query)),
      notes: await listNotes(db, submission.id),
      rating: await findRating(db, submission.id, viewer(req).id),
      neighbours: await store.findNeighbours(db, submission, filter),
      query: queryOf(filter),
      statuses,
      now: deps.clock.now(),
    });
  });

  router.put('/responses/:id/rating', async (req: WithId, res) => {
    await rateResponse(deps, viewer(req), req.params.id, parseInput(RatingInput, req.body).rating);
    await sendVerdict(req, res);
  });

  router.put('/responses/:id/status', async (req: WithId, res) => {
    await setStatus(deps, req.params.id, parseInput(StatusInput, req.body).status);
    await sendVerdict(req, res);
  });

  const sendVerdict = async (req: WithId, res: Response) => {
    const submission = await getSubmission(db, req.params.id);
    if (!req.get('HX-Request')) return res.redirect(303, `/responses/${submission.id}`);
    res.render('responses/_standing', { submission, statuses, told: 'Saved' });
  };

  router.post('/responses/:id/notes', async (req: WithId, res) => {
    await addNote(deps, viewer(req), req.params.id, parseInput(NoteInput, req.body));
    await sendNotes(req, res);
  });

  router.delete('/responses/:id/notes/:noteId', async (req: Request<{ id: string; noteId: string }>, res) => {
    await removeNote(deps, viewer(req), req.params.id, req.params.noteId);
    await sendNotes(req, res);
  });

  const sendNotes = async (req: WithId, res: Response) => {
    const submission = await getSubmission(db, req.params.id);
    if (!req.get('HX-Request')) return res.redirect(303, `/responses/${submission.id}#notes`);
    res.render('responses/_notes', {
      submission,
      answers: await reviewedAnswers(deps, submission),
      notes: await listNotes(db, submission.id),
      now: deps.clock.now(),
    });
  };

  router.delete('/responses/:id', async (req: WithId, res) => {
    const submission = await getSubmission(db, req.params.id);
    await eraseResponse(deps, submission.id);
    res.redirect(303, `/forms/${submission.formId}/responses`);
  });

  return router;
}

/** The filter as it goes along in links: "?status=new", or nothing. */
function queryOf(filter: store.Filter): string {
  const set = Object.entries(filter).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]]));
  return set.length > 0 ? `?${new URLSearchParams(set as [string, string][]).toString()}` : '';
}
