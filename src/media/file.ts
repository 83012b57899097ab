import fs from 'node:fs/promises';
import path from 'node:path';
import type { RequestHandler } from 'express';
import multer from 'multer';
import { Unreadable } from '../platform/bad-media.ts';
import { timestamp } from '../platform/clock.ts';
import { inTransaction } from '../platform/database.ts';
import type { Deps } from '../platform/deps.ts';
import { measure, probe } from '../platform/ffprobe.ts';
import { Invalid, TooLarge } from '../platform/http/errors.ts';
import { fileSize, spoken } from '../platform/http/words.ts';
import { newId } from '../platform/ids.ts';
import { readPicture, writeWebp } from '../platform/images.ts';
import { getClip, isRecording, type Clip, type ClipKind } from './clip.ts';
import { posterWidth, thumbWidth } from './renditions.ts';
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

/** Puts the file of a multipart field into tmp: `req.file`. Whoever does not adopt it deletes it. */
export function receiveFile(
  { storage, config }: Deps,
  field: string,
  maxBytes = config.maxUploadBytes,
): RequestHandler {
  const disk = multer.diskStorage({
    destination: (_req, _file, done) => done(null, path.join(storage.root, 'tmp')),
    filename: (_req, _file, done) => done(null, newId()),
  });
  // Browsers send names as UTF-8 without saying so.
  return multer({ storage: disk, limits: { fileSize: maxBytes, files: 1 }, defParamCharset: 'utf8' }).single(field);
}

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
  const { originalName, mime, ownerKind, ownerId, kind, maxSeconds } = file;
  const createdAt = timestamp(clock);
  const state = isRecording({ kind }) ? 'uploaded' : 'ready';
  const given = { originalName, mime, ownerKind, ownerId, kind, maxSeconds };
  const now = { state, createdAt, uploadedAt: createdAt, confirmedAt: createdAt } as const;
  await inTransaction(db, async (trx) => {
    await insertClip(trx, { ...clip, ...given, ...now });
    if (state === 'uploaded') await transcode.later(trx, { clipId: clip.id }, { subject: clip.id });
  });
}
