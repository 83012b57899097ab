import { Router, type Request } from 'express';
import { audit } from '../accounts/audit.ts';
import { viewer } from '../accounts/guards.ts';
import type { MessageEdit } from '../browser/wire.ts';
import { getClip } from '../media/clip.ts';
import { getEdit, showingOf } from '../media/edit.ts';
import { editProgress, retryEdit, saveEdit } from '../media/editing.ts';
import { removeWhole } from '../media/removal.ts';
import { isServedPart } from '../media/part.ts';
import { sendMedia } from '../media/streaming.ts';
import type { Deps } from '../platform/deps.ts';
import { Invalid } from '../platform/http/errors.ts';
import { forgetBurnedIn } from './burn-plan.ts';
import { parseEdit } from './edit.input.ts';
import { getOwnMessage, type Message } from './message.ts';

type WithId = Request<{ id: string }>;

/** What is taken out of a message's recording, for whoever may change it. */
export function editRoutes(deps: Deps): Router {
  const router = Router();
  const own = (req: WithId): Promise<Message> => getOwnMessage(deps.db, viewer(req), req.params.id);

  router.get('/messages/:id/edit', async (req: WithId, res) => {
    res.json(await editOf(deps, await own(req)));
  });

  router.put('/messages/:id/edit', async (req: WithId, res) => {
    const message = await own(req);
    const { change, revision } = parseEdit(req.body);
    await saveEdit(deps, message.clipId, change, revision);
    // Its pictures hold what is now taken out. Nobody is given it any more, and it need not stay.
    await forgetBurnedIn(deps, message.clipId);
    res.json(await editOf(deps, message));
  });

  /** Tries again what could not be made. */
  router.post('/messages/:id/edit', async (req: WithId, res) => {
    const message = await own(req);
    await retryEdit(deps, message.clipId);
    res.json(await editOf(deps, message));
  });

  /** The recording with what was taken out of it: only here, where it is changed. */
  router.get('/messages/:id/whole/:part', async (req: Request<{ id: string; part: string }>, res, next) => {
    const { part } = req.params;
    if (!isServedPart(part)) return next();
    const message = await own(req);
    const clip = await getClip(deps.db, message.clipId);
    await sendMedia(req, res, deps, clip, part, { sees: 'all', mayBeCached: false });
  });

  /** What was taken out of it, for good. */
  router.delete('/messages/:id/whole', async (req: WithId, res) => {
    const message = await own(req);
    const { sure } = (req.body ?? {}) as { sure?: unknown };
    if (sure !== 'yes') throw new Invalid({ sure: 'Say that you know that this cannot be undone.' });
    await removeWhole(deps, await getClip(deps.db, message.clipId));
    await audit(deps, viewer(req).id, 'message.cut-for-good', message.id);
    res.redirect(303, `/messages/${message.id}/trim`);
  });

  return router;
}

async function editOf({ db }: Deps, { clipId }: Message): Promise<MessageEdit> {
  const { seconds, width, height } = await getClip(db, clipId);
  const edit = await getEdit(db, clipId);
  const { cuts, regions, mutes, revision, error } = edit;
  const showing = showingOf(edit);
  return {
    seconds,
    width,
    height,
    cuts,
    regions,
    mutes,
    revision,
    showing,
    error,
    percent: await editProgress(db, clipId),
  };
}
