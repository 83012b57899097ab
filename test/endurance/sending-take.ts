import fs from 'node:fs';
import type { Response } from 'supertest';
import type { TakeStarted } from '../../src/browser/wire.ts';
import { getClip, type Clip } from '../../src/media/clip.ts';
import { piecesOf } from '../media/sender.ts';
import type { Respondent } from '../support/respondent.ts';
import { until } from '../support/until.ts';
import type { AtWork } from './at-work.ts';

export interface SentTake extends TakeStarted {
  /** What the confirmation was answered. */
  answer: Response;
}

/** Does with a file what the page does with a recording: begins a take, sends it and has it confirmed. */
export async function sendTake(
  { question }: AtWork,
  respondent: Respondent,
  file: string,
  { seconds = 3, kind = 'video' } = {},
): Promise<SentTake> {
  const started = (await respondent.startTake(question.id, kind)).body as TakeStarted;
  const bytes = fs.readFileSync(file);
  await respondent.upload(started, bytes);
  const declared = { seconds, pieces: piecesOf(bytes, 2 ** 18) };
  return { ...started, answer: await respondent.postJson(`/takes/${started.takeId}/confirmation`, declared) };
}

/** Waits until it is known whether it plays. */
export async function settled({ world }: AtWork, clipId: string): Promise<Clip> {
  await until(async () => /^(ready|failed)$/.test((await getClip(world.db, clipId)).state), 120);
  return getClip(world.db, clipId);
}
