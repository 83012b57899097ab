import fs from 'node:fs';
import Ffmpeg from 'fluent-ffmpeg';
import type { Config } from './config.ts';
import { runConfined } from './confined.ts';
import { hardening, inWords, maxPixels } from './bad-media.ts';
import { outTime, type Probe } from './ffprobe.ts';
import { PeakMeter } from './peak-meter.ts';

export interface Run {
  signal?: AbortSignal;
  /** From 0 to 100. */
  progress?: (percent: number) => void;
}

declare module 'fluent-ffmpeg' {
  interface FfmpegCommand {
    _getArguments(): string[];
  }
}

/**
 * Writes an MP4 that every browser plays, and that starts before it is all there. Upright, at most 1080p30 when
 * re-encoded. Gives the seconds that were written.
 */
export async function toMp4(
  config: Config,
  input: string,
  output: string,
  { media, maxSeconds, signal, progress }: Run & { media: Probe; maxSeconds?: number },
): Promise<number> {
  const command = read(input)
    .outputOptions(['-map', '0:V:0?', '-map', '0:a:0?', '-sn', '-dn', '-map_metadata', '-1', '-map_chapters', '-1'])
    .outputOptions(media.video ? videoOptions(media.video) : ['-vn'])
    .outputOptions(media.audio ? audioOptions(media.audio) : ['-an'])
    .outputOptions(maxSeconds ? ['-t', String(maxSeconds)] : [])
    .outputOptions(['-movflags', '+faststart', '-max_muxing_queue_size', '4096', '-f', 'mp4']);
  const fileBytes = mostBytes(input, maxSeconds ?? media.seconds);
  const { seconds } = media;
  let written = 0;
  const onTime = (time: number) => {
    written = time;
    if (seconds) progress?.(Math.min(100, Math.round((time / seconds) * 100)));
  };
  await runFfmpeg(config, command.output(`file:${output}`), { signal, seconds, fileBytes, onTime });
  return written;
}

/** A copied picture takes what it took before; an encoded one at most 32 Mbit/s. */
function mostBytes(input: string, seconds = longestSeconds): number {
  return 2 * fs.statSync(input).size + (seconds + 1) * 4_000_000;
}

const longestSeconds = 4 * 3600;

/** True where the picture can go into an MP4 as it is. */
export function isCopiedVideo(video: NonNullable<Probe['video']>): boolean {
  const fits = Math.max(video.width, video.height) <= 1920 && Math.min(video.width, video.height) <= 1088;
  return video.codec === 'h264' && /^yuvj?420p$/.test(video.pixelFormat) && fits;
}

/** Writes the frame after a second as PNG, upright; the first one of what is shorter. */
export async function posterFrame(config: Config, input: string, output: string, run: Run = {}): Promise<void> {
  for (const atSeconds of ['1', '0']) {
    const command = read(input, ['-ss', atSeconds])
      .outputOptions(['-map', '0:V:0', '-frames:v', '1', '-c:v', 'png', '-f', 'image2', '-update', '1'])
      .output(`file:${output}`);
    await runFfmpeg(config, command, { ...run, seconds: 1, fileBytes: maxPixels * 8 });
    if (fs.existsSync(output)) return;
  }
}

const samplesPerSecond = 16_000;

/** Writes the sound as raw 16-bit little-endian samples, mono, 16 kHz: what speech engines read. */
export async function decodePcm(
  config: Config,
  input: string,
  output: string,
  { maxSeconds = longestSeconds, signal }: Run & { maxSeconds?: number } = {},
): Promise<void> {
  const rate = String(samplesPerSecond);
  const command = read(input)
    .outputOptions(['-map', '0:a:0', ...inStep, '-ac', '1', '-ar', rate, '-c:a', 'pcm_s16le', '-f', 's16le'])
    // A gap in the time stamps would be filled with silence, however long it is.
    .outputOptions(['-t', String(maxSeconds)])
    .output(`file:${output}`);
  const fileBytes = (maxSeconds + 1) * samplesPerSecond * 2;
  await runFfmpeg(config, command, { signal, seconds: maxSeconds, fileBytes });
}

/** The loudest moment of each of `count` equal stretches, 0 to 100, for drawing a waveform. */
export async function peaks(
  config: Config,
  input: string,
  count: number,
  { maxSeconds, signal }: Run & { maxSeconds?: number } = {},
): Promise<number[]> {
  const meter = new PeakMeter(80);
  const command = read(input)
    .outputOptions(['-map', '0:a:0', '-ac', '1', '-ar', '8000', '-c:a', 'pcm_s16le', '-f', 's16le'])
    .outputOptions(maxSeconds ? ['-t', String(maxSeconds)] : [])
    .output('pipe:1');
  await runFfmpeg(config, command, { signal, onOutput: (chunk) => meter.add(chunk) });
  return meter.percent(count);
}

/** Moves the sound back in step where a recorder left gaps, as MediaRecorder does around silence. */
const inStep = ['-af', 'aresample=async=1000:first_pts=0'];

function audioOptions({ channels }: NonNullable<Probe['audio']>): string[] {
  return ['-c:a', 'aac', '-b:a', channels > 1 ? '128k' : '80k', '-ac', String(Math.min(2, channels)), ...inStep];
}

function videoOptions(video: NonNullable<Probe['video']>): string[] {
  if (isCopiedVideo(video)) return ['-c:v', 'copy'];
  const { framesPerSecond } = video;
  const rate = framesPerSecond >= 10 && framesPerSecond <= 30 ? framesPerSecond : 30;
  const [long, short] = [1920, 1080];
  const size = `w='if(gt(iw,ih),min(${long},iw),min(${short},iw))':h='if(gt(iw,ih),min(${short},ih),min(${long},ih))'`;
  const scale = `scale=${size}:force_original_aspect_ratio=decrease:force_divisible_by=2,setsar=1`;
  const filter = `fps=${rate},${scale},format=yuv420p`;
  return ['-vf', filter, '-c:v', 'libx264', '-preset', 'veryfast', '-crf', '23', '-profile:v', 'high', '-g', '90'];
}

function read(input: string, before: string[] = []) {
  return Ffmpeg(`file:${input}`).inputOptions(['-nostdin', ...hardening, ...before]);
}

/** Ten times as long as the recording lasts is a slow machine; more is a trap. */
function wallClock(seconds = longestSeconds): number {
  return 120 + seconds * 10;
}

interface Running {
  seconds?: number;
  fileBytes?: number;
  signal?: AbortSignal;
  /** Told how many seconds have been written, a few times a second and at the end. */
  onTime?: (seconds: number) => void;
  onOutput?: (chunk: Buffer) => void;
}

/**
 * fluent-ffmpeg puts the command line together and this runs it: fluent-ffmpeg's own runner can neither confine a
 * process nor abort it.
 */
async function runFfmpeg(
  config: Config,
  command: Ffmpeg.FfmpegCommand,
  { seconds, fileBytes, signal, onTime, onOutput }: Running,
): Promise<void> {
  const args = command._getArguments();
  const quiet = ['-y', '-hide_banner', '-v', 'error', ...(onTime ? ['-progress', 'pipe:1'] : [])];
  await runConfined(config.ffmpegPath, [...quiet, ...args], {
    seconds: wallClock(seconds),
    fileBytes,
    signal,
    onOutput: onTime ? (chunk) => readTime(chunk, onTime) : onOutput,
  }).catch(inWords);
}

/** Reads `-progress` output: lines such as `out_time_us=1480000`. */
function readTime(chunk: Buffer, onTime: (seconds: number) => void): void {
  const time = outTime(chunk.toString());
  if (time !== undefined) onTime(time);
}
