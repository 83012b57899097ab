import { Router, type Request, type Response } from 'express';
import { viewer } from '../accounts/guards.ts';
import type { Deps } from '../platform/deps.ts';
import { Invalid, NotFound } from '../platform/http/errors.ts';
import { parseInput } from '../platform/http/input.ts';
import { SentenceInput } from '../transcripts/correction.input.ts';
import { getHistory } from '../transcripts/correction.ts';
import { correctAnswer } from './correction.ts';
import { getReviewedAnswer } from './reviewed.ts';

type OfSentence = Request<{ id: string; position: string }>;

/** What the transcript of an answer says is put right, phrase by phrase, on the review page. */
export function answerCorrectionRoutes(deps: Deps): Router {
  const router = Router();

  const find = async (req: OfSentence) => {
    const { answer, transcript, submission, number } = await getReviewedAnswer(deps, viewer(req), req.params.id);
    if (!transcript || answer.clipId === null) throw new NotFound();
    return { answer, submission, number, clipId: answer.clipId, position: Number(req.params.position) };
  };
  const sendPhrase = async (req: OfSentence, res: Response) => {
    const { answer, submission, number, clipId, position } = await find(req);
    const segment = await getHistory(deps.db, clipId, position);
    res.render('responses/_phrase', { answer, submission, number, clipId, segment, position });
  };
  const sendCorrection = async (req: OfSentence, res: Response, errors = {}) => {
    const { answer, clipId, position } = await find(req);
    const sentence = await getHistory(deps.db, clipId, position);
    const lineId = `phrase-${clipId}-${position}`;
    const url = `/answers/${answer.id}/sentences/${position}`;
    res.render('transcripts/_correction', { sentence, lineId, url, errors });
  };

  router.get('/answers/:id/sentences/:position', sendPhrase);
  router.get('/answers/:id/sentences/:position/correction', (req, res) => sendCorrection(req, res));

  router.put('/answers/:id/sentences/:position', async (req: OfSentence, res) => {
    const { submission, clipId, position } = await find(req);
    try {
      const { text } = parseInput(SentenceInput, req.body);
      await correctAnswer(deps, viewer(req), submission, { clipId, position, text });
      await sendPhrase(req, res);
    } catch (error) {
      if (!(error instanceof Invalid)) throw error;
      await sendCorrection(req, res.status(422), error.fields);
    }
  });

  return router;
}
