import fs from 'node:fs/promises';
import path from 'node:path';
import { Unreadable } from '../platform/bad-media.ts';
import { measure, probe, shareThere, type Probe } from '../platform/ffprobe.ts';
import { TakesLong, type JobContext } from '../platform/jobs/job.ts';
import { gainOf } from '../platform/loudness.ts';
import { isCopiedVideo, toMp4 } from '../platform/mp4.ts';
import { sumOf, type Stretch } from '../platform/silence.ts';
import { hear, type Heard } from '../platform/sound.ts';
import { together } from '../platform/together.ts';
import { isPartial, type Clip } from './clip.ts';
import { takesLong } from './effort.ts';
import { drawFrame, writePosters } from './posters.ts';
import { drawWaveform } from './waveform.ts';

/** Peaks in `peaks.json`: a list of per cents. */
export const peakCount = 240;

type Shown = Pick<Clip, 'kind' | 'seconds' | 'width' | 'height' | 'hasAudio' | 'videoCodec'>;

/** `declaredSeconds` and `partial` are as the recording itself has it; its sender may know better. */
export type Made = Shown & Pick<Clip, 'silentSeconds' | 'declaredSeconds' | 'partial'>;

/**
 * Makes `play.mp4`, `poster.webp`, `thumb.webp` and, of sound, `peaks.json` and `silences.json` in a folder; says
 * what they show.
 * @param original what was recorded, as one file
 * @throws Unreadable; TakesLong in the lane for short work
 */
export async function makeRenditions(context: JobContext, clip: Clip, original: string, folder: string): Promise<Made> {
  const { config, signal } = context;
  const maxSeconds = clip.maxSeconds === null ? undefined : clip.maxSeconds + 1;
  // Two at a time, since there are two cores: each reads the file on its own and waits for nothing that it does not need.
  const [{ media, share }, heard] = await together(signal, (signal) => [
    examine({ ...context, signal }, clip, original),
    hear(config, original, { maxSeconds, signal }).catch(nothingThere),
  ]);
  const progress = (percent: number) => void context.progress(percent * 0.9);
  const niceness = context.isLong ? 19 : undefined;
  const options = { media, maxSeconds, loudness: heard?.loudness, niceness, progress };
  const [{ seconds, silences }] = await together(signal, (signal) => [
    toMp4(config, original, path.join(folder, 'play.mp4'), { ...options, signal }),
    draw({ config, signal }, clip, original, folder, heard),
  ]);
  const silentSeconds = silences ? await keepSilences(folder, silences) : null;
  return { ...(await shown(context, media, seconds, folder)), ...arrival(clip, media, share), silentSeconds };
}

/** What is in the file, and how much of what its index lists. */
async function examine(context: JobContext, clip: Clip, original: string): Promise<{ media: Probe; share: number }> {
  const media = await look(context, clip, original);
  if (!context.isLong && takesLong(clip, media)) throw new TakesLong();
  const { config, signal } = context;
  const isShown = media.seconds !== undefined || !media.video || isCopiedVideo(media.video);
  // To show how far it is.
  const seconds = isShown ? media.seconds : await measure(config, original, signal);
  return { media: { ...media, seconds }, share: await shareThere(config, original, media, signal) };
}

/** Of a voice answer only the sound counts, whatever the file holds. */
async function look({ config, signal }: JobContext, { kind }: Clip, original: string): Promise<Probe> {
  const { video, ...sound } = await probe(config, original, signal);
  return kind === 'audio' ? sound : { ...sound, video };
}

/** No sound, or no picture. What is wrong with the whole file is found by whoever looks into it. */
function nothingThere(error: unknown): undefined {
  if (!(error instanceof Unreadable)) throw error;
}

/** Peaks are drawn as loud as they are played. */
async function draw(
  context: Pick<JobContext, 'config' | 'signal'>,
  { kind, posterSeconds }: Clip,
  original: string,
  folder: string,
  heard: Heard | undefined,
): Promise<void> {
  const at = posterSeconds ?? undefined;
  const frame = kind === 'audio' ? undefined : await drawFrame(context, original, folder, at).catch(nothingThere);
  const heights = heard?.peaks.percent(peakCount, gainOf(heard.loudness)) ?? [];
  if (heard) await fs.writeFile(path.join(folder, 'peaks.json'), JSON.stringify(heights));
  await writePosters(folder, frame ?? drawWaveform(heights));
}

/** Writes a list of [start, end] in seconds of what is played; gives their sum. */
async function keepSilences(folder: string, silences: Stretch[]): Promise<number> {
  await fs.writeFile(path.join(folder, 'silences.json'), JSON.stringify(silences));
  return sumOf(silences);
}

/** What was copied is as it was; only what was encoded anew has to be looked at again. */
async function shown(context: JobContext, original: Probe, seconds: number, folder: string): Promise<Shown> {
  const isCopied = !original.video || isCopiedVideo(original.video);
  const play = path.join(folder, 'play.mp4');
  const made = isCopied ? { ...original, seconds } : await probe(context.config, play, context.signal);
  if (!made.seconds) throw new Unreadable('We could not read this recording. There is nothing in it.');
  return {
    kind: made.video ? 'video' : 'audio',
    seconds: made.seconds,
    width: made.video?.width ?? null,
    height: made.video?.height ?? null,
    hasAudio: Boolean(made.audio),
    videoCodec: original.video?.codec ?? null,
  };
}

/** How long the recording says that it is, and whether clearly less of it is there. */
function arrival({ maxSeconds }: Clip, { seconds }: Probe, share: number): Pick<Made, 'declaredSeconds' | 'partial'> {
  if (seconds === undefined) return { declaredSeconds: null, partial: false };
  const declaredSeconds = seconds;
  return { declaredSeconds, partial: isPartial({ seconds: seconds * share, declaredSeconds, maxSeconds }) };
}
