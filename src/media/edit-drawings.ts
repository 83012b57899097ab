import fs from 'node:fs/promises';
import path from 'node:path';
import type { Config } from '../platform/config.ts';
import { cutSound, type SoundCut } from '../platform/cut-sound.ts';
import type { JobContext } from '../platform/jobs/job.ts';
import type { Stretch } from '../platform/silence.ts';
import { hear } from '../platform/sound.ts';
import { together } from '../platform/together.ts';
import type { MadeEdit } from './edit.ts';
import { drawFrame, writePosters } from './posters.ts';
import { peakCount } from './renditions.ts';
import { drawStoryboard } from './storyboard.ts';
import { drawWaveform } from './waveform.ts';

/** What is to be known of the sound of what is left. */
export interface Heard {
  silences: Stretch[];
  heights: number[];
}

/** Writes the sound of what is left. */
export async function cutAndHear(config: Config, source: string, sound: string, cut: SoundCut): Promise<Heard> {
  const silences = await cutSound(config, source, sound, cut);
  const { peaks } = await hear(config, sound, cut);
  return { silences, heights: peaks.percent(peakCount) };
}

type Shape = Pick<MadeEdit, 'width' | 'height'> & { seconds: number };

/** Everything that shows what is in a film is drawn from what is left of it: `poster.webp`, `peaks.json` and the rest. */
export async function drawEdited(
  context: JobContext,
  { seconds, width, height }: Shape,
  heard: Heard | undefined,
  { play, folder, posterAt }: { play: string; folder: string; posterAt: number | undefined },
): Promise<void> {
  if (heard) {
    await fs.writeFile(path.join(folder, 'silences.json'), JSON.stringify(heard.silences));
    await fs.writeFile(path.join(folder, 'peaks.json'), JSON.stringify(heard.heights));
  }
  await together(context.signal, (signal) => [
    drawPosters({ ...context, signal }, width === null ? undefined : play, heard, folder, posterAt),
    width !== null && height !== null
      ? drawStoryboard({ ...context, signal }, { seconds, width, height }, play, folder)
      : undefined,
  ]);
}

async function drawPosters(
  context: JobContext,
  film: string | undefined,
  heard: Heard | undefined,
  folder: string,
  at: number | undefined,
): Promise<void> {
  const frame = film && (await drawFrame(context, film, folder, at));
  await writePosters(folder, frame ?? drawWaveform(heard?.heights ?? []));
}
