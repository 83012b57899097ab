import fs from 'node:fs/promises';
import path from 'node:path';
import type { Request, RequestHandler } from 'express';
import multer from 'multer';
import { Unreadable } from '../platform/bad-media.ts';
import { timestamp } from '../platform/clock.ts';
import { inTransaction } from '../platform/database.ts';
import type { Deps } from '../platform/deps.ts';
import { isDiskFull, keepRoom, noRoomLeft } from '../platform/disk.ts';
import { measure, probe } from '../platform/ffprobe.ts';
import { Invalid, Refusal, TooLarge } from '../platform/http/errors.ts';
import { fileSize, spoken } from '../platform/http/words.ts';
import { newId } from '../platform/ids.ts';
import { readPicture, writeWebp } from '../platform/images.ts';
import { getClip, isRecording, type Clip, type ClipKind } from './clip.ts';
import { cleanFileName } from './file-name.ts';
import { posterWidth, thumbWidth } from './posters.ts';
import { insertClip } from './store.ts';
import { transcode } from './transcode.ts';

/** A file that a form posted, and what it is to become. */
export interface ChosenFile {
  path: string;
  originalName: string;
  mime: string;
  ownerKind: string;
  ownerId: string;
  /** `video`: any recording, with or without a picture; `audio`: only its sound is used. */
  kind: ClipKind;
  maxSeconds?: number;
  /** The server's own limit where absent. */
  maxBytes?: number;
}

/**
 * Puts the file of a multipart field into tmp: `req.file`. Whoever does not adopt it deletes it; of a body that is
 * refused, nothing stays.
 */
export function receiveFile(deps: Deps, field: string, maxBytes = deps.config.maxUploadBytes): RequestHandler {
  const { storage } = deps;
  const disk = multer.diskStorage({
    destination: (_req, _file, done) => done(null, path.join(storage.root, 'tmp')),
    filename: (_req, _file, done) => done(null, newId()),
  });
  // Fields are kept in memory.
  const limits = { fileSize: maxBytes, files: 1, fields: 5, parts: 6, fieldSize: 10_000 };
  // Browsers send names as UTF-8 without saying so.
  const receive = multer({ storage: disk, limits, defParamCharset: 'utf8' }).single(field);
  return async (req, res, next) => {
    await keepRoom(deps, req);
    receive(req, res, (error?: unknown) => void finish(req, error).then(() => next(), next));
  };
}

async function finish(req: Request, error: unknown): Promise<void> {
  if (!error) return;
  if (req.file?.path) await fs.rm(req.file.path, { force: true });
  req.file = undefined;
  throw inWords(error);
}

/** Complaints of multer have a code that begins with `LIMIT_`, those of busboy about the body have none. */
function inWords(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  const { code } = error as NodeJS.ErrnoException;
  if (code === 'LIMIT_FILE_SIZE')
    return new TooLarge('The file is larger than this server takes. Choose a smaller one.');
  if (isDiskFull(error)) return noRoomLeft();
  if (code === undefined || code.startsWith('LIMIT_')) return new Refusal(400, 'We could not read this', sendAgain);
  return error;
}

const sendAgain = 'The file did not arrive as one. Choose it once more.';

/**
 * Turns a file in tmp into a clip; recordings are then transcoded. The file is gone afterwards, whatever happens.
 * @throws Invalid with a sentence under `file` when it cannot be read or lasts too long; TooLarge
 */
export async function adoptFile(deps: Deps, file: ChosenFile): Promise<Clip> {
  const id = newId();
  try {
    const { size: bytes } = await fs.stat(file.path);
    const maxBytes = Math.min(file.maxBytes ?? Infinity, deps.config.maxUploadBytes);
    if (bytes > maxBytes) throw new TooLarge(`The file is larger than ${fileSize(maxBytes)}. Choose a smaller one.`);
    const found = await examine(deps, file);
    await keepFiles(deps, id, file);
    await insert(deps, { ...found, id, bytes, maxBytes }, file);
    return await getClip(deps.db, id);
  } catch (error) {
    await fs.rm(deps.storage.clip(id), { recursive: true, force: true });
    throw error instanceof Unreadable ? new Invalid({ file: error.message }) : error;
  } finally {
    await fs.rm(file.path, { force: true });
  }
}

/** Looks into the file at once, so that whoever chose it can choose another. */
async function examine({ config }: Deps, file: ChosenFile): Promise<Partial<Clip>> {
  const { kind, maxSeconds = Infinity } = file;
  if (kind === 'file') return {};
  if (kind === 'image') return readPicture(file.path);
  const { audio, video, seconds = await measure(config, file.path) } = await probe(config, file.path);
  if (kind === 'audio' && !audio) throw new Unreadable('There is no sound in this recording.');
  // Phones cut a little late.
  if (seconds > maxSeconds + 1) {
    throw new Unreadable(`This lasts ${spoken(Math.round(seconds))}. Choose one of at most ${spoken(maxSeconds)}.`);
  }
  return { declaredSeconds: seconds, hasAudio: Boolean(audio), width: video?.width, height: video?.height };
}

async function keepFiles({ storage }: Deps, id: string, file: ChosenFile): Promise<void> {
  await fs.mkdir(storage.clip(id), { recursive: true });
  if (file.kind === 'image') {
    await writeWebp(file.path, storage.clip(id, 'poster.webp'), posterWidth);
    await writeWebp(file.path, storage.clip(id, 'thumb.webp'), thumbWidth);
  }
  await fs.rename(file.path, storage.clip(id, 'original'));
}

async function insert({ db, clock }: Deps, clip: Partial<Clip> & { id: string }, file: ChosenFile): Promise<void> {
  const { mime, ownerKind, ownerId, kind, maxSeconds } = file;
  const originalName = cleanFileName(file.originalName);
  const createdAt = timestamp(clock);
  const state = isRecording({ kind }) ? 'uploaded' : 'ready';
  const given = { originalName, mime, ownerKind, ownerId, kind, maxSeconds };
  const now = { state, createdAt, uploadedAt: createdAt, confirmedAt: createdAt } as const;
  await inTransaction(db, async (trx) => {
    await insertClip(trx, { ...clip, ...given, ...now });
    if (state === 'uploaded') await transcode.later(trx, { clipId: clip.id }, { subject: clip.id });
  });
}
