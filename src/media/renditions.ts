import { existsSync } from 'node:fs';
import fs from 'node:fs/promises';
import path from 'node:path';
import { sumOf, type Stretch } from '../platform/silence.ts';
import { hear, type Heard } from '../platform/sound.ts';
import { posterFrame } from '../platform/stills.ts';
import { measure, probe, type Probe } from '../platform/ffprobe.ts';
import { writeWebp } from '../platform/images.ts';
import type { JobContext } from '../platform/jobs/job.ts';
import { gainOf } from '../platform/loudness.ts';
import { isCopiedVideo, toMp4 } from '../platform/mp4.ts';
import { Unreadable } from '../platform/bad-media.ts';
import type { Clip } from './clip.ts';
import { drawWaveform } from './waveform.ts';

/** What a clip's folder holds beside `original`. */
export const posterWidth = 1280;
export const thumbWidth = 320;

/** Peaks in `peaks.json`: a list of per cents. */
const peakCount = 240;

type Made = Pick<Clip, 'kind' | 'seconds' | 'width' | 'height' | 'hasAudio' | 'videoCodec' | 'silentSeconds'>;

/**
 * Makes `play.mp4`, `poster.webp`, `thumb.webp` and, of sound, `peaks.json` and `silences.json` in a folder; says
 * what they show.
 * @throws Unreadable
 */
export async function makeRenditions(context: JobContext, clip: Clip, folder: string): Promise<Made> {
  const { config, storage, signal } = context;
  const original = storage.clip(clip.id, 'original');
  const play = path.join(folder, 'play.mp4');
  const media = await probeAs(clip, context, original);
  const maxSeconds = clip.maxSeconds === null ? undefined : clip.maxSeconds + 1;
  const progress = (percent: number) => void context.progress(percent * 0.9);
  // Decoding and encoding sound keep one core busy, no more: the pictures are made on the other.
  const [heard, frame] = await Promise.all([
    media.audio && hear(config, original, { ...media.audio, maxSeconds, signal }),
    media.video && drawFrame(context, original, folder),
  ]);
  const [{ seconds, silences }] = await Promise.all([
    toMp4(config, original, play, { media, maxSeconds, loudness: heard?.loudness, signal, progress }),
    drawPictures(folder, frame, heard),
  ]);
  // What was copied is as it was; only what was encoded anew has to be looked at again.
  const isCopied = !media.video || isCopiedVideo(media.video);
  const made = asMade(media, isCopied ? { ...media, seconds } : await probe(config, play, signal));
  return { ...made, silentSeconds: silences ? await keepSilences(folder, silences) : null };
}

/** Writes a list of [start, end] in seconds of what is played; gives their sum. */
async function keepSilences(folder: string, silences: Stretch[]): Promise<number> {
  await fs.writeFile(path.join(folder, 'silences.json'), JSON.stringify(silences));
  return sumOf(silences);
}

/** The file of a frame; undefined for a recording of which none can be drawn, which may still be heard. */
async function drawFrame({ config, signal }: JobContext, original: string, folder: string) {
  const frame = path.join(folder, 'frame.png');
  await posterFrame(config, original, frame, { signal });
  return existsSync(frame) ? frame : undefined;
}

/** Peaks are drawn as loud as they are played. */
async function drawPictures(folder: string, frame: string | undefined, heard: Heard | undefined): Promise<void> {
  const heights = heard?.peaks.percent(peakCount, gainOf(heard.loudness)) ?? [];
  if (heard) await fs.writeFile(path.join(folder, 'peaks.json'), JSON.stringify(heights));
  await writePosters(folder, frame ?? drawWaveform(heights));
  if (frame) await fs.rm(frame);
}

function asMade(original: Probe, { seconds = 0, video, audio }: Probe): Omit<Made, 'silentSeconds'> {
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
