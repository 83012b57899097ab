import { Router } from 'express';
import type { ThinkingTime } from '../browser/wire.ts';
import type { Deps } from '../platform/deps.ts';
import { NotFound } from '../platform/http/errors.ts';
import { parseInput } from '../platform/http/input.ts';
import { getPublication } from '../forms/publication.ts';
import { getFormBySlug } from '../forms/form.ts';
import { getClip } from '../media/clip.ts';
import { sendMedia } from '../media/streaming.ts';
import { ChoiceInput, PartInput, TakeFinishedInput, TakeInput } from './input.ts';
import { findOwnRun, getOpenRun } from './respondent.ts';
import { getQuestion, progressNow } from './run.ts';
import { chooseTake, discardTake, finishTake, getTake, startTake, ticketFor } from './take.ts';
import { thinkingTimeLeft } from './thinking.ts';

/** Takes: begun, sent in one part or more (see media/upload.ts), confirmed, chosen, discarded; and the media that respondents may see. */
export function takeRoutes(deps: Deps): Router {
  const router = Router();

  router.post('/f/:slug/questions/:questionId/takes', async (req, res) => {
    const run = await getOpenRun(deps, req);
    const question = getQuestion(run, req.params.questionId);
    res.status(201).json(await startTake(deps, run, question, parseInput(TakeInput, req.body)));
  });

  router.post('/f/:slug/questions/:questionId/thinking', async (req, res) => {
    const run = await getOpenRun(deps, req);
    const question = getQuestion(run, req.params.questionId);
    const left: ThinkingTime = { seconds: await thinkingTimeLeft(deps, run, question) };
    res.json(left);
  });

  router.post('/f/:slug/takes/:takeId/parts', async (req, res) => {
    const run = await getOpenRun(deps, req);
    const take = await getTake(deps.db, run, req.params.takeId);
    const { part } = parseInput(PartInput, req.body);
    res.json(await ticketFor(deps, run, take, part));
  });

  router.delete('/f/:slug/takes/:takeId', async (req, res) => {
    const run = await getOpenRun(deps, req);
    await discardTake(deps, run, await getTake(deps.db, run, req.params.takeId));
    res.json(await progressNow(deps, run));
  });

  router.post('/f/:slug/takes/:takeId/confirmation', async (req, res) => {
    const run = await getOpenRun(deps, req);
    const take = await getTake(deps.db, run, req.params.takeId);
    await finishTake(deps, take, parseInput(TakeFinishedInput, req.body));
    res.json(await progressNow(deps, run));
  });

  router.post('/f/:slug/takes/:takeId/choice', async (req, res) => {
    const run = await getOpenRun(deps, req);
    const take = await getTake(deps.db, run, req.params.takeId);
    await chooseTake(deps, run, take, parseInput(ChoiceInput, req.body).parts);
    res.json(await progressNow(deps, run));
  });

  router.get('/f/:slug/takes/:takeId/media', async (req, res) => {
    const run = await findOwnRun(deps, req);
    if (!run) throw new NotFound();
    const take = await getTake(deps.db, run, req.params.takeId);
    await sendMedia(req, res, deps, await getClip(deps.db, take.clipId), 'play');
  });

  router.get('/f/:slug/questions/:questionId/prompt', async (req, res) => {
    const run = await findOwnRun(deps, req);
    const form = await getFormBySlug(deps.db, req.params.slug);
    const { content } = run ?? (await getPublication(deps.db, form.publicationId));
    const prompt = content.questions.find((question) => question.id === req.params.questionId)?.prompt;
    const clip = prompt && (await getClip(deps.db, prompt.clipId));
    // A form names clips by id: it must not open somebody's take to the public.
    if (clip?.ownerKind !== 'prompt') throw new NotFound();
    await sendMedia(req, res, deps, clip, clip.kind === 'image' ? 'poster' : 'play');
  });

  return router;
}
