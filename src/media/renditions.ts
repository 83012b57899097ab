import { existsSync } from 'node:fs';
import fs from 'node:fs/promises';
import path from 'node:path';
import { isCopiedVideo, toMp4 } from '../platform/mp4.ts';
import { peaks } from '../platform/sound.ts';
import { posterFrame } from '../platform/stills.ts';
import { measure, probe, type Probe } from '../platform/ffprobe.ts';
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
  const maxSeconds = clip.maxSeconds === null ? undefined : clip.maxSeconds + 1;
  const progress = (percent: number) => void context.progress(percent * 0.9);
  // What can be drawn is drawn while the MP4 is written: encoding sound keeps one core busy, no more.
  const [seconds] = await Promise.all([
    toMp4(config, original, play, { media, maxSeconds, signal, progress }),
    drawPictures(context, media, original, folder, maxSeconds),
  ]);
  // What was copied is as it was; only what was encoded anew has to be looked at again.
  const isCopied = !media.video || isCopiedVideo(media.video);
  return asMade(media, isCopied ? { ...media, seconds } : await probe(config, play, signal));
}

async function drawPictures(
  { config, signal }: JobContext,
  media: Probe,
  original: string,
  folder: string,
  maxSeconds: number | undefined,
): Promise<void> {
  const frame = path.join(folder, 'frame.png');
  const [heights] = await Promise.all([
    media.audio ? peaks(config, original, peakCount, { maxSeconds, signal }) : [],
    media.video && posterFrame(config, original, frame, { signal }),
  ]);
  if (media.audio) await fs.writeFile(path.join(folder, 'peaks.json'), JSON.stringify(heights));
  // A recording of which no frame can be drawn may still be heard.
  await writePosters(folder, existsSync(frame) ? frame : drawWaveform(heights));
  await fs.rm(frame, { force: true });
}

function asMade(original: Probe, { seconds = 0, video, audio }: Probe): Made {
  if (seconds === 0) throw new Unreadable('We could not read this recording. There is nothing in it.');
  return {
    kind: video ? 'video' : 'audio',
    seconds,
    width: video?.width ?? null,
    height: video?.height ?? null,
    hasAudio: Boolean(audio),
    videoCodec: original.video?.codec ?? null,
  };
}

/** Of a voice answer only the sound counts, whatever the file holds. What takes long is measured, to show how far it is. */
async function probeAs(clip: Clip, { config, signal }: JobContext, original: string): Promise<Probe> {
  const { seconds, audio, video } = await probe(config, original, signal);
  if (clip.kind === 'audio') return { seconds, audio };
  const takesLong = video && !isCopiedVideo(video);
  return { seconds: seconds ?? (takesLong ? await measure(config, original, signal) : undefined), audio, video };
}

async function writePosters(folder: string, picture: string | Buffer): Promise<void> {
  await writeWebp(picture, path.join(folder, 'poster.webp'), posterWidth);
  await writeWebp(picture, path.join(folder, 'thumb.webp'), thumbWidth);
}
