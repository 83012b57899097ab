import { Server } from '@tus/server';
import { Router, type Request, type Response } from 'express';
import type { Deps } from '../platform/deps.ts';
import { keepRoom, needRoom } from '../platform/disk.ts';
import { Conflict, Forbidden, Refusal } from '../platform/http/errors.ts';
import { Turns } from '../platform/turns.ts';
import { findClip, getClip, type Clip } from './clip.ts';
import { HashingStore } from './arrival.ts';
import { completeUpload, completeWaiting } from './completion.ts';
import { discardIncoming, findIncoming, incomingId, isWhole, listIncoming, newIncomingId } from './incoming.ts';
import { readTicket } from './ticket.ts';

/**
 * The tus protocol (https://tus.io/protocols/resumable-upload, 1.0.0 with creation and deferred length) on `/uploads`.
 * Mounted before sessions: every request stands on its ticket alone. Answers are plain text, for scripts.
 */
export function uploadRoutes(deps: Deps): Router {
  const tus = tusServer(deps);
  const router = Router();
  const turns = new Turns();
  router.all(/^\/uploads(\/.*)?$/, async (req, res) => {
    const answer = async () => {
      if (!(await isAnswered(deps, req, res))) await tus.handle(req, res);
    };
    try {
      // Two beginnings at once would both leave an upload behind.
      await (req.method === 'POST' ? turns.take(readTicket(deps, req.get('Upload-Ticket')).clipId, answer) : answer());
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      res.status(error.status).type('text').send(error.message);
    }
  });
  return router;
}

/** Refuses what the ticket does not allow, and answers itself what tus would get wrong. */
async function isAnswered(deps: Deps, req: Request, res: Response): Promise<boolean> {
  const allowed = req.path === '/uploads' ? ['POST'] : ['HEAD', 'PATCH'];
  if (!allowed.includes(req.method)) {
    res.set('Allow', allowed.join(', '));
    throw new Refusal(405, 'Not here', 'An upload can only be sent and continued.');
  }
  const { clipId } = readTicket(deps, req.get('Upload-Ticket'));
  const clip = await findClip(deps.db, clipId);
  if (!clip) throw new Refusal(410, 'Gone', 'This recording was discarded.');
  if (req.method === 'POST') await prepareNew(deps, clip);
  else if (await isDone(deps, clip, uploadIdIn(req, clip))) return answerDone(deps, clip, req, res);
  if (req.method !== 'HEAD') await keepRoom(deps, req, noRoom);
  return false;
}

/** A clip has one upload: a new one replaces what was left unfinished. */
async function prepareNew(deps: Deps, clip: Clip): Promise<void> {
  if (clip.state !== 'uploading' || (await completeWaiting(deps, clip.id))) throw new Conflict(alreadyHere);
  for (const { id } of await listIncoming(deps.storage, clip.id)) await discardIncoming(deps.storage, id);
}

function uploadIdIn(req: Request, clip: Clip): string {
  const id = uploadIdOf(req.originalUrl);
  if (!id || incomingId.exec(id)?.[1] !== clip.id) throw new Forbidden('This ticket is for another upload.');
  return id;
}

/** The whole rest of the address, so that the ticket is checked against the very id that tus then works on. */
function uploadIdOf(url: string): string | undefined {
  const id = url.startsWith('/uploads/') ? url.slice('/uploads/'.length) : '';
  return incomingId.test(id) ? id : undefined;
}

/** Also completes an upload whose last reply, or whose process, was lost before that. */
async function isDone(deps: Deps, clip: Clip, uploadId: string): Promise<boolean> {
  if (clip.uploadId === uploadId) return true;
  if (clip.state !== 'uploading') throw new Conflict(alreadyHere);
  const upload = await findIncoming(deps.storage, uploadId);
  if (!upload || !isWhole(upload)) return false;
  await completeUpload(deps, upload);
  return true;
}

/** tus no longer knows a completed upload; its sender may still ask how far it is. */
async function answerDone({ db }: Deps, { id }: Clip, req: Request, res: Response): Promise<true> {
  if (req.method === 'PATCH') throw new Conflict(alreadyHere);
  const { bytes } = await getClip(db, id);
  res.set({ 'Tus-Resumable': '1.0.0', 'Cache-Control': 'no-store' });
  res.set({ 'Upload-Offset': String(bytes), 'Upload-Length': String(bytes) }).end();
  return true;
}

function tusServer(deps: Deps): Server {
  const ticket = (headers: Headers) => readTicket(deps, headers.get('Upload-Ticket') ?? '');
  return new Server({
    path: '/uploads',
    relativeLocation: true,
    datastore: new HashingStore({ directory: deps.storage.uploads }),
    allowedOrigins: [],
    getFileIdFromRequest: (req) => uploadIdOf(new URL(req.url).pathname),
    namingFunction: ({ headers }) => newIncomingId(ticket(headers).clipId),
    maxSize: ({ headers }) => ticket(headers).maxBytes,
    async onUploadFinish(_req, { id }) {
      const upload = await findIncoming(deps.storage, id);
      if (upload) await completeUpload(deps, upload);
      return {};
    },
    onResponseError: (_req, error) => inWords(deps, error),
  });
}

async function inWords(deps: Deps, error: Error | { status_code: number; body: string }) {
  if (error instanceof Refusal) return { status_code: error.status, body: error.message };
  const status_code = 'status_code' in error ? error.status_code : 500;
  if (status_code === 413) return { status_code, body: 'This is larger than may be sent here.' };
  if (status_code < 500 || status_code === 501) return undefined;
  const isFull = await needRoom(deps, 0, noRoom).then(
    () => false,
    () => true,
  );
  if (isFull) return { status_code: 507, body: noRoom };
  deps.log.error({ err: error }, 'an upload failed');
  return { status_code, body: 'Something went wrong on our side. What arrived is kept; sending goes on by itself.' };
}

const alreadyHere = 'This has arrived already.';
const noRoom =
  'The server has no room left. What arrived is kept, and sending goes on by itself once there is room again.';
