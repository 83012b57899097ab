import fs from 'node:fs';
import type { Config } from './config.ts';
import { longestSeconds, patience, read, runFfmpeg, type Run } from './ffmpeg.ts';
import type { Probe } from './ffprobe.ts';
import { levelling, type Loudness } from './loudness.ts';
import { silenceDetection, SilenceReader, type Stretch } from './silence.ts';
import { played } from './sound.ts';

export interface Mp4 extends Run {
  media: Probe;
  maxSeconds?: number;
  /** Of its sound; played as loud as it is where absent. */
  loudness?: Loudness;
  niceness?: number;
}

export interface Written {
  seconds: number;
  /** Undefined without sound. */
  silences?: Stretch[];
}

/**
 * Writes an MP4 that every browser plays, and that starts before it is all there. Upright, at most 1080p30 when
 * re-encoded, its sound levelled. Says how long it is and where it is
 * silent.
 */
export async function toMp4(config: Config, input: string, output: string, options: Mp4): Promise<Written> {
  const { media, maxSeconds, niceness, signal, progress } = options;
  const { seconds } = media;
  let written = 0;
  const onTime = (time: number) => {
    written = time;
    if (seconds) progress?.(Math.min(100, Math.round((time / seconds) * 100)));
  };
  const silence = new SilenceReader();
  const onMessage = (line: string) => silence.read(line);
  const limits = { seconds, silentSeconds: patience(input), fileBytes: mostBytes(input, maxSeconds ?? seconds) };
  await runFfmpeg(config, mp4(input, output, options), { ...limits, niceness, signal, onTime, onMessage });
  return { seconds: lengthOf(written, seconds), silences: media.audio && silence.silences };
}

function mp4(input: string, output: string, { media, maxSeconds, loudness }: Mp4) {
  return read(input)
    .outputOptions(['-map', '0:V:0?', '-map', '0:a:0?', '-sn', '-dn', '-map_metadata', '-1', '-map_chapters', '-1'])
    .outputOptions(media.video ? videoOptions(media.video) : ['-vn'])
    .outputOptions(media.audio ? audioOptions(media.audio, loudness) : ['-an'])
    .outputOptions(maxSeconds ? ['-t', String(maxSeconds)] : [])
    .outputOptions(['-movflags', '+faststart', '-max_muxing_queue_size', '4096', '-f', 'mp4'])
    .output(`file:${output}`);
}

/** ffmpeg counts up to the last frame's decoding time; a container that agrees but for a few frames knows it to the end. */
function lengthOf(written: number, stated = written): number {
  return Math.abs(stated - written) < 0.5 ? stated : written;
}

/** A copied picture takes what it took before; an encoded one at most 32 Mbit/s. */
export function mostBytes(input: string, seconds = longestSeconds): number {
  return 2 * fs.statSync(input).size + (seconds + 1) * 4_000_000;
}

/** True where the picture can go into an MP4 as it is. */
export function isCopiedVideo(video: NonNullable<Probe['video']>): boolean {
  const fits = Math.max(video.width, video.height) <= 1920 && Math.min(video.width, video.height) <= 1088;
  return video.codec === 'h264' && /^yuvj?420p$/.test(video.pixelFormat) && fits;
}

function audioOptions({ channels }: NonNullable<Probe['audio']>, loudness?: Loudness): string[] {
  const filters = [...played, ...(loudness ? levelling(loudness) : []), silenceDetection];
  return [...aac(channels), '-af', filters.join()];
}

/** How sound is coded that is played. */
export function aac(channels = 1): string[] {
  return ['-c:a', 'aac', '-b:a', channels > 1 ? '128k' : '80k'];
}

/** A picture that is encoded anew. */
export const encoded = ['-c:v', 'libx264', '-preset', 'veryfast', '-crf', '23', '-profile:v', 'high', '-g', '90'];

function videoOptions(video: NonNullable<Probe['video']>): string[] {
  if (isCopiedVideo(video)) return ['-c:v', 'copy'];
  const { framesPerSecond } = video;
  const rate = framesPerSecond >= 10 && framesPerSecond <= 30 ? framesPerSecond : 30;
  const [long, short] = [1920, 1080];
  const size = `w='if(gt(iw,ih),min(${long},iw),min(${short},iw))':h='if(gt(iw,ih),min(${short},ih),min(${long},ih))'`;
  const scale = `scale=${size}:force_original_aspect_ratio=decrease:force_divisible_by=2,setsar=1`;
  const filter = `fps=${rate},${scale},format=yuv420p`;
  return ['-vf', filter, ...encoded];
}
