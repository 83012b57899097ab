import fs from 'node:fs/promises';
import path from 'node:path';
import { peaks, posterFrame, toMp4 } from '../platform/ffmpeg.ts';
import { probe, type Probe } from '../platform/ffprobe.ts';
import { writeWebp } from '../platform/images.ts';
import type { JobContext } from '../platform/jobs/job.ts';
import { Unreadable } from '../platform/bad-media.ts';
import type { Clip } from './clip.ts';
import { drawWaveform } from './waveform.ts';

/** What a clip's folder holds beside `original`. */
export const posterWidth = 1280;
export const thumbWidth = 320;

/** Peaks in `peaks.json`: a list of per cents. */
const peakCount = 240;

type Made = Pick<Clip, 'kind' | 'seconds' | 'width' | 'height' | 'hasAudio' | 'videoCodec'>;

/**
 * Makes `play.mp4`, `poster.webp`, `thumb.webp` and, of sound, `peaks.json` in a folder; says what they show.
 * @throws Unreadable
 */
export async function makeRenditions(context: JobContext, clip: Clip, folder: string): Promise<Made> {
  const { config, storage, signal } = context;
  const original = storage.clip(clip.id, 'original');
  const play = path.join(folder, 'play.mp4');
  const media = await probeAs(clip, context, original);

  const progress = (percent: number) => void context.progress(percent * 0.9);
  const maxSeconds = clip.maxSeconds === null ? undefined : clip.maxSeconds + 1;
  await toMp4(config, original, play, { media, maxSeconds, signal, progress });
  const made = await probe(config, play, signal);
  if (made.seconds === 0) throw new Unreadable('We could not read this recording. There is nothing in it.');

  const heights = made.audio ? await writePeaks(context, play, folder, made.seconds) : [];
  await writePosters(context, play, folder, made, heights);
  return {
    kind: made.video ? 'video' : 'audio',
    seconds: made.seconds,
    width: made.video?.width ?? null,
    height: made.video?.height ?? null,
    hasAudio: Boolean(made.audio),
    videoCodec: media.video?.codec ?? null,
  };
}

/** Of a voice answer only the sound counts, whatever the file holds. */
async function probeAs(clip: Clip, { config, signal }: JobContext, original: string): Promise<Probe> {
  const media = await probe(config, original, signal);
  return clip.kind === 'audio' ? { ...media, video: undefined } : media;
}

async function writePeaks({ config, signal }: JobContext, play: string, folder: string, seconds: number) {
  const heights = await peaks(config, play, seconds, peakCount, { signal });
  await fs.writeFile(path.join(folder, 'peaks.json'), JSON.stringify(heights));
  return heights;
}

async function writePosters(context: JobContext, play: string, folder: string, made: Probe, heights: number[]) {
  const frame = path.join(folder, 'frame.png');
  if (made.video)
    await posterFrame(context.config, play, frame, Math.min(1, made.seconds / 3), { signal: context.signal });
  const picture = made.video ? frame : drawWaveform(heights);
  await writeWebp(picture, path.join(folder, 'poster.webp'), posterWidth);
  await writeWebp(picture, path.join(folder, 'thumb.webp'), thumbWidth);
  await fs.rm(frame, { force: true });
}
