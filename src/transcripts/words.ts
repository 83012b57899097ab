import type { Response } from 'express';
import { cleanFileName } from '../media/file-name.ts';
import type { Deps } from '../platform/deps.ts';
import { NotFound } from '../platform/http/errors.ts';
import { getWords, isWordsFormat, type WordsFormat } from './transcript.ts';

const types: Record<WordsFormat, string> = {
  vtt: 'text/vtt',
  srt: 'application/x-subrip',
  txt: 'text/plain',
  json: 'application/json',
};

/** Sends what is said in a clip as a file of that name. @throws NotFound for an unknown format, and where there are no words */
export async function sendWords(
  { db }: Pick<Deps, 'db'>,
  res: Response,
  { clipId, title }: { clipId: string; title: string },
  format: string,
): Promise<void> {
  if (!isWordsFormat(format)) throw new NotFound();
  const words = await getWords(db, clipId, format);
  res.attachment(`${cleanFileName(title)}.${format}`);
  res.set('Cache-Control', 'private, no-cache').type(`${types[format]}; charset=utf-8`).send(words);
}
