import { Router, type Request } from 'express';
import { self, viewer } from '../accounts/guards.ts';
import { getClip } from '../media/clip.ts';
import { getEdit, showingOf } from '../media/edit.ts';
import type { Deps } from '../platform/deps.ts';
import { Invalid } from '../platform/http/errors.ts';
import { parseInput } from '../platform/http/input.ts';
import { SentenceInput } from '../transcripts/correction.input.ts';
import { correctSegment, getHistory, listSentences } from '../transcripts/correction.ts';
import { getOwnMessage, type Message } from './message.ts';

type WithId = Request<{ id: string }>;
type WithPosition = Request<{ id: string; position: string }>;

/** Where a message's recording is cut and its words are put right. */
export function trimRoutes(deps: Deps): Router {
  const router = Router();
  const { db } = deps;
  const own = (req: Request<{ id: string }>): Promise<Message> => getOwnMessage(db, viewer(req), req.params.id);
  const sentenceOf = async (message: Message, position: string) => ({
    message,
    sentence: await getHistory(db, message.clipId, Number(position)),
  });

  router.get('/messages/:id/trim', async (req: WithId, res) => {
    const message = await own(req);
    const clip = await getClip(db, message.clipId);
    const sentences = await listSentences(db, message.clipId);
    const edit = await getEdit(db, message.clipId);
    const locals = { message, clip, sentences, showing: showingOf(edit), wholeRemovedAt: edit.wholeRemovedAt };
    res.page('messages/trim', { title: `Trim ${message.title}`, styles: ['trim'], ...locals });
  });

  router.get('/messages/:id/sentences/:position', async (req: WithPosition, res) => {
    res.render('messages/_sentence', await sentenceOf(await own(req), req.params.position));
  });

  router.get('/messages/:id/sentences/:position/correction', async (req: WithPosition, res) => {
    res.render('messages/_correction', { ...(await sentenceOf(await own(req), req.params.position)), errors: {} });
  });

  router.put('/messages/:id/sentences/:position', async (req: WithPosition, res) => {
    const message = await own(req);
    const { position } = req.params;
    try {
      const { text } = parseInput(SentenceInput, req.body);
      await correctSegment(deps, self(req), message.clipId, Number(position), text);
      res.render('messages/_sentence', await sentenceOf(message, position));
    } catch (error) {
      if (!(error instanceof Invalid)) throw error;
      res
        .status(422)
        .render('messages/_correction', { ...(await sentenceOf(message, position)), errors: error.fields });
    }
  });

  return router;
}
