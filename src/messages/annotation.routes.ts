import { Router, type Request } from 'express';
import { viewer } from '../accounts/guards.ts';
import { getClip } from '../media/clip.ts';
import { getEdit } from '../media/edit.ts';
import type { Deps } from '../platform/deps.ts';
import { getTranscriptView } from '../transcripts/transcript.ts';
import { readAnnotations } from './annotation.input.ts';
import { getAnnotations, saveAnnotations } from './annotation.ts';
import { forgetBurnedIn } from './burn-plan.ts';
import { getMessage, getOwnMessage } from './message.ts';
import { drawnOver } from './shown.ts';

type WithId = Request<{ id: string }>;

/** What is drawn over a message: the page on which its author does so, the whole of it, and as others are shown it. */
export function annotationRoutes(deps: Deps): Router {
  const router = Router();
  const { db } = deps;

  router.get('/messages/:id/annotate', async (req: WithId, res) => {
    const message = await getOwnMessage(db, viewer(req), req.params.id);
    const { cuts } = await getEdit(db, message.clipId);
    res.page('messages/annotate', {
      title: `Annotate ${message.title}`,
      styles: ['messages', 'annotations'],
      message,
      whole: await getClip(db, message.clipId),
      transcript: cuts.length === 0 ? await getTranscriptView(deps, message.clipId) : undefined,
    });
  });

  router.get('/messages/:id/annotations', async (req: WithId, res) => {
    const { id } = await getOwnMessage(db, viewer(req), req.params.id);
    res.set('Cache-Control', 'no-store').json(await getAnnotations(db, id));
  });

  router.put('/messages/:id/annotations', async (req: WithId, res) => {
    const { id, clipId } = await getOwnMessage(db, viewer(req), req.params.id);
    const { seconds } = await getClip(db, clipId);
    const revision = await saveAnnotations(deps, id, readAnnotations(req.body, seconds ?? undefined));
    await forgetBurnedIn(deps, clipId);
    res.json({ revision });
  });

  router.get('/messages/:id/annotations/shown', async (req: WithId, res) => {
    const message = await getMessage(db, viewer(req), req.params.id);
    res.set('Cache-Control', 'private, no-cache').json(await drawnOver(db, message));
  });

  return router;
}
