import fs from 'node:fs/promises';
import { Router, type Request, type Response } from 'express';
import type { RecorderOnPage } from '../browser/wire.ts';
import { self, viewer } from '../accounts/guards.ts';
import { FinishedInput, PartInput, StoppedInput } from '../media/input.ts';
import type { Deps } from '../platform/deps.ts';
import { reservedBytes, roomOf } from '../platform/disk.ts';
import { Invalid } from '../platform/http/errors.ts';
import { parseInput } from '../platform/http/input.ts';
import { baseUrl } from '../platform/http/page.ts';
import { adoptMessage } from './adoption.ts';
import { StartInput } from './input.ts';
import { getOwnMessage, type Message } from './message.ts';
import { confirmPart, discardMessage, finishMessage, startMessage, ticketFor } from './recording.ts';
import { getAnswered } from './reply.ts';

type WithId = Request<{ id: string }>;

/** A message as it is recorded: begun, sent in one part or more (see media/upload.ts), confirmed, stopped or discarded. */
export function messageRecordingRoutes(deps: Deps): Router {
  const router = Router();
  const own = (req: WithId): Promise<Message> => getOwnMessage(deps.db, viewer(req), req.params.id);

  /** `to` is the message that is replied to. */
  router.get('/messages/new', async (req, res) => showNew(deps, req, res, await answered(deps, req, req.query.to)));

  router.post('/messages', async (req, res) => {
    const given = parseInput(StartInput, req.body);
    const inReplyTo = await answered(deps, req, given.inReplyTo);
    res.status(201).json(await startMessage(deps, self(req), { ...given, inReplyTo }, baseUrl(deps.config, req)));
  });

  /** A file that a plain form posts; see `app.ts` for who receives it. */
  router.post('/messages/file', async (req, res) => {
    let inReplyTo: Message | undefined;
    try {
      inReplyTo = await answered(deps, req, (req.body as { inReplyTo?: unknown }).inReplyTo);
      if (!req.file?.size) throw new Invalid({ file: 'Choose a recording first.' });
      const { id } = await adoptMessage(deps, self(req), req.file, inReplyTo);
      res.redirect(303, `/messages/${id}`);
    } catch (error) {
      if (!(error instanceof Invalid)) throw error;
      await showNew(deps, req, res.status(422), inReplyTo, error.message);
    } finally {
      if (req.file?.path) await fs.rm(req.file.path, { force: true });
    }
  });

  router.post('/messages/:id/parts', async (req: WithId, res) => {
    const message = await own(req);
    res.json(await ticketFor(deps, message, parseInput(PartInput, req.body).part));
  });

  router.post('/messages/:id/confirmation', async (req: WithId, res) => {
    await confirmPart(deps, await own(req), parseInput(FinishedInput, req.body));
    res.json({});
  });

  router.put('/messages/:id/recording', async (req: WithId, res) => {
    const message = await own(req);
    await finishMessage(deps, message, parseInput(StoppedInput, req.body).parts);
    res.json({});
  });

  router.delete('/messages/:id/recording', async (req: WithId, res) => {
    const message = await own(req);
    if (message.finishedAt) throw new Invalid({ recording: 'It is finished already. Delete the message itself.' });
    await discardMessage(deps, message);
    res.json({});
  });

  return router;
}

async function answered({ db }: Deps, req: Request, id: unknown): Promise<Message | undefined> {
  return typeof id === 'string' && id !== '' ? getAnswered(db, viewer(req), id) : undefined;
}

async function showNew(
  deps: Deps,
  req: Request,
  res: Response,
  inReplyTo: Message | undefined,
  error?: string,
): Promise<void> {
  const { free } = await roomOf(deps.storage);
  const recorder: RecorderOnPage = {
    whose: `message ${self(req).id}`,
    base: '/messages',
    token: (res.locals as { csrfToken: () => string }).csrfToken(),
    room: Math.max(0, free - reservedBytes),
    inReplyTo: inReplyTo?.id ?? null,
  };
  const title = inReplyTo ? 'Reply' : 'New message';
  res.page('messages/new', { title, styles: ['messages', 'recorder', 'recording'], recorder, inReplyTo, error });
}
