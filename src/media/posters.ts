import { existsSync } from 'node:fs';
import fs from 'node:fs/promises';
import path from 'node:path';
import { writeWebp } from '../platform/images.ts';
import type { JobContext } from '../platform/jobs/job.ts';
import { posterFrame } from '../platform/stills.ts';

export const posterWidth = 1280;
export const thumbWidth = 320;

/** The file of a frame, of the one after a second where nothing else is said; undefined for a recording of which none can be drawn, which may still be heard. */
export async function drawFrame(
  { config, signal }: Pick<JobContext, 'config'> & Partial<Pick<JobContext, 'signal'>>,
  original: string,
  folder: string,
  atSeconds?: number,
): Promise<string | undefined> {
  const frame = path.join(folder, 'frame.png');
  await posterFrame(config, original, frame, { signal, atSeconds });
  return existsSync(frame) ? frame : undefined;
}

/** Writes `poster.webp` and `thumb.webp` of a file, which is then gone, or of a drawing. */
export async function writePosters(folder: string, picture: string | Buffer): Promise<void> {
  await writeWebp(picture, path.join(folder, 'poster.webp'), posterWidth);
  await writeWebp(picture, path.join(folder, 'thumb.webp'), thumbWidth);
  if (typeof picture === 'string') await fs.rm(picture);
}
