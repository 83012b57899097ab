import fs from 'node:fs';
import Ffmpeg from 'fluent-ffmpeg';
import { hardening, inWords } from './bad-media.ts';
import type { Config } from './config.ts';
import { runConfined } from './confined.ts';
import { outTime } from './ffprobe.ts';

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

/** What nothing that we play lasts longer than. */
export const longestSeconds = 4 * 3600;

/** Moves the sound back in step where a recorder left gaps, as MediaRecorder does around silence. */
export const inStep = 'aresample=async=1000:first_pts=0';

/** A command line that reads a file which a stranger sent; `before` are options of the input. */
export function read(input: string, before: string[] = []): Ffmpeg.FfmpegCommand {
  return Ffmpeg(`file:${input}`).inputOptions(['-nostdin', ...hardening, ...before]);
}

/** A command line that reads a file which we wrote; `before` says as what. */
export function readOurs(input: string, before: string[]): Ffmpeg.FfmpegCommand {
  return Ffmpeg(`file:${input}`).inputOptions(['-nostdin', ...before]);
}

export interface Running {
  seconds?: number;
  /** How long it may print nothing. */
  silentSeconds?: number;
  niceness?: number;
  fileBytes?: number;
  signal?: AbortSignal;
  /** Told how many seconds have been written, a few times a second and at the end. */
  onTime?: (seconds: number) => void;
  onOutput?: (chunk: Buffer) => void;
  /** Told what filters have to say, line by line. */
  onMessage?: (line: string) => void;
}

/**
 * fluent-ffmpeg puts the command line together and this runs it: fluent-ffmpeg's own runner can neither confine a
 * process nor abort it.
 */
export async function runFfmpeg(
  config: Config,
  command: Ffmpeg.FfmpegCommand,
  { seconds, onTime, onOutput, ...limits }: Running,
): Promise<void> {
  const args = command._getArguments();
  const quiet = ['-y', '-hide_banner', '-nostats', '-v', limits.onMessage ? 'info' : 'error'];
  const told = onTime ? ['-progress', 'pipe:1'] : [];
  await runConfined(config.ffmpegPath, [...quiet, ...told, ...args], {
    ...limits,
    seconds: wallClock(seconds),
    onOutput: onTime ? (chunk) => readTime(chunk, onTime) : onOutput,
  }).catch(inWords);
}

/**
 * How long something that reads a file and prints as it goes may print nothing: while it looks for what it needs, or
 * moves the index of what it wrote to the front, at 10 MB/s.
 */
export function patience(input: string): number {
  return 120 + fs.statSync(input).size / 10e6;
}

/** Ten times as long as the recording lasts is a slow machine; more is a trap. */
function wallClock(seconds = longestSeconds): number {
  return 120 + seconds * 10;
}

/** Reads `-progress` output: lines such as `out_time_us=1480000`. */
function readTime(chunk: Buffer, onTime: (seconds: number) => void): void {
  const time = outTime(chunk.toString());
  if (time !== undefined) onTime(time);
}
