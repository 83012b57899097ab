import fs from 'node:fs/promises';
import path from 'node:path';
import { Unreadable } from '../platform/bad-media.ts';
import type { Deps } from '../platform/deps.ts';
import { writeWebp } from '../platform/images.ts';
import { defineJob, PermanentFailure, type JobContext } from '../platform/jobs/job.ts';
import { findJob } from '../platform/jobs/queue.ts';
import { contactSheet, type Sheet } from '../platform/stills.ts';
import { vttTime } from '../platform/vtt.ts';
import { findClip, type Clip } from './clip.ts';
import { renditionBytes } from './space.ts';
import { updateClip } from './store.ts';
import { inWorkshop, publish } from './workshop.ts';

type Filmed = Clip & { seconds: number; width: number; height: number };

/**
 * Draws `sprite.webp`, small pictures of a clip's moments on one sheet, and `storyboard.vtt`, which says where on it
 * each moment is. After the clip is ready: nobody waits for it.
 */
export const storyboard = defineJob<{ clipId: string }>(
  'media.storyboard',
  async ({ clipId }, context) => {
    const clip = await findClip(context.db, clipId);
    if (!clip || !isFilmed(clip)) return;
    await inWorkshop(context.storage, (folder) => draw(context, clip, folder));
  },
  { title: 'Drawing the pictures to find one’s place by' },
);

/** For a clip that is ready, unless it has one or will have. */
export async function storyboardWhenReady({ db }: Deps, clip: Clip): Promise<void> {
  if (clip.hasStoryboard || !isFilmed(clip)) return;
  const job = await findJob(db, storyboard.name, clip.id);
  if (job?.state !== 'queued') await storyboard.later(db, { clipId: clip.id }, { subject: clip.id });
}

function isFilmed(clip: Clip): clip is Filmed {
  return clip.state === 'ready' && clip.kind === 'video' && clip.seconds !== null && clip.width !== null;
}

async function draw(context: JobContext, clip: Filmed, folder: string): Promise<void> {
  const { db, storage } = context;
  await drawStoryboard(context, clip, storage.clip(clip.id, 'play.mp4'), folder);
  const current = { state: 'ready', uploadId: clip.uploadId, revision: clip.revision } as const;
  // Taken back or deleted meanwhile: its folder is another's, or gone.
  if (!(await updateClip(db, clip.id, { hasStoryboard: false }, current))) return;
  await publish(storage, clip.id, folder);
  const bytes = await renditionBytes(storage, clip.id);
  await updateClip(db, clip.id, { hasStoryboard: true, renditionBytes: bytes }, current);
}

type Shape = { seconds: number; width: number; height: number };

/** Writes both files of a film into a folder. */
export async function drawStoryboard(
  { config, signal }: JobContext,
  shape: Shape,
  film: string,
  folder: string,
): Promise<void> {
  const sheet = sheetFor(shape);
  const drawn = path.join(folder, 'sheet.png');
  await contactSheet(config, film, drawn, { ...sheet, signal }).catch(permanently);
  await writeWebp(drawn, path.join(folder, 'sprite.webp'), sheet.columns * sheet.width);
  await fs.rm(drawn);
  await fs.writeFile(path.join(folder, 'storyboard.vtt'), asVtt(sheet, shape.seconds));
}

const mostPictures = 100;
const columns = 10;
const width = 160;

/** A picture a second; of what is longer, a hundred. */
export function sheetFor({ seconds, width: wide, height: high }: Shape): Sheet {
  const everySeconds = Math.max(1, seconds / mostPictures);
  const count = Math.max(1, Math.min(mostPictures, Math.ceil(seconds / everySeconds)));
  const height = Math.max(2, Math.round((width * high) / wide / 2) * 2);
  return { seconds, everySeconds, count, columns: Math.min(columns, count), width, height };
}

/** WebVTT whose cues are stretches of a picture (Media Fragments URI 1.0, section 4.2.2), relative to its own address. */
export function asVtt({ count, everySeconds, columns, width, height }: Sheet, seconds: number): string {
  const cues = Array.from({ length: count }, (_, i) => {
    const end = i + 1 === count ? Math.max(seconds, i * everySeconds + 0.001) : (i + 1) * everySeconds;
    const [x, y] = [(i % columns) * width, Math.floor(i / columns) * height];
    return `${vttTime(i * everySeconds)} --> ${vttTime(end)}\nsprite#xywh=${x},${y},${width},${height}\n`;
  });
  return ['WEBVTT\n', ...cues].join('\n');
}

function permanently(error: unknown): never {
  throw error instanceof Unreadable ? new PermanentFailure(error.message, { cause: error }) : error;
}
