import { Router, type Request } from 'express';
import { getClip } from '../media/clip.ts';
import { FinishedInput, PartInput, StoppedInput } from '../media/input.ts';
import { isServedPart } from '../media/part.ts';
import { sendMedia } from '../media/streaming.ts';
import type { Deps } from '../platform/deps.ts';
import { NotFound } from '../platform/http/errors.ts';
import { parseInput } from '../platform/http/input.ts';
import { networkOf } from '../platform/http/network.ts';
import { throttle } from '../platform/http/rate-limit.ts';
import { getCaptions } from '../transcripts/transcript.ts';
import { getComment } from './comment.ts';
import { replyShown } from './discussion.ts';
import { ReplyInput } from './input.ts';
import { keyOf } from './person.ts';
import type { Enter, Place } from './place.ts';
import {
  confirmReply,
  discardReply,
  finishReply,
  getOwnReply,
  getReply,
  startReply,
  ticketForReply,
  type Reply,
} from './recording.ts';

type WithId = Request<{ replyId: string }>;

/** Replies in kind below `prefix`: begun, sent in one part or more (see media/upload.ts), confirmed, stopped, watched. */
export function replyRoutes(deps: Deps, prefix: string, enter: Enter): Router {
  const router = Router();
  const replies = `${prefix}/replies`;
  const byPerson = throttle(deps.throttleDb, 'replies', 20, 3600);
  const byAddress = throttle(deps.throttleDb, 'replies-address', 100, 3600);
  const own = async (req: WithId): Promise<Reply> =>
    getOwnReply(deps.db, await enter(deps, req as Request, 'change'), req.params.replyId);

  router.post(replies, async (req, res) => {
    const place = await enter(deps, req, 'change');
    const given = parseInput(ReplyInput, req.body);
    await byPerson.count(keyOf(place.who));
    await byAddress.count(networkOf(req));
    res.status(201).json(await startReply(deps, place, given));
  });

  router.post(`${replies}/:replyId/parts`, async (req: WithId, res) => {
    const reply = await own(req);
    res.json(await ticketForReply(deps, reply, parseInput(PartInput, req.body).part));
  });

  router.post(`${replies}/:replyId/confirmation`, async (req: WithId, res) => {
    await confirmReply(deps, await own(req), parseInput(FinishedInput, req.body));
    res.json({});
  });

  router.put(`${replies}/:replyId/recording`, async (req: WithId, res) => {
    const reply = await own(req);
    await finishReply(deps, reply, parseInput(StoppedInput, req.body).parts);
    res.json({});
  });

  router.delete(`${replies}/:replyId`, async (req: WithId, res) => {
    await discardReply(deps, await own(req));
    res.json({});
  });

  for (const part of ['media', 'transcript']) {
    router.get(`${replies}/:replyId/${part}`, async (req: WithId, res) => {
      const { place, reply } = await visible(req);
      res.render(`comments/_reply_${part}`, {
        comment: reply,
        reply: await replyShown(deps, place, reply.id, reply.clipId),
      });
    });
  }

  router.get(`${replies}/:replyId/captions`, async (req: WithId, res) => {
    const captions = await getCaptions(deps.db, (await visible(req)).reply.clipId);
    res.set('Cache-Control', 'private, no-cache').type('text/vtt').send(captions);
  });

  router.get(`${replies}/:replyId/:part`, async (req: Request<{ replyId: string; part: string }>, res) => {
    const { reply } = await visible(req);
    const { part } = req.params;
    if (!isServedPart(part) || part === 'original' || part === 'download') throw new NotFound();
    await sendMedia(req as Request, res, deps, await getClip(deps.db, reply.clipId), part, { mayBeCached: false });
  });

  /** What this person may see of it: nothing of another link's threads, nor of what is not stopped yet. */
  async function visible(req: WithId): Promise<{ place: Place; reply: Reply }> {
    const place = await enter(deps, req as Request, 'look');
    const comment = await getComment(deps.db, place, req.params.replyId);
    return { place, reply: await getReply(deps.db, place.subject, comment.id) };
  }

  return router;
}
