import fs from 'node:fs/promises';
import path from 'node:path';
import type { Config } from './config.ts';
import { patience, read, runFfmpeg, type Run } from './ffmpeg.ts';
import { encoded, mostBytes } from './mp4.ts';

/** A PNG as large as the film's picture, that lies over it from `start` until before `end`, in seconds. */
export interface Overlay {
  file: string;
  start: number;
  end: number;
}

export interface Overlaid extends Run {
  /** How long the film is. */
  seconds: number;
  niceness?: number;
}

/**
 * Lays pictures over an MP4 that we made, one after the other, in one pass; its sound is copied.
 * @param overlays by their beginning, no two at a time, in one folder, which also takes what is needed meanwhile
 */
export async function layOver(
  config: Config,
  film: string,
  overlays: Overlay[],
  output: string,
  { seconds, signal, niceness, progress }: Overlaid,
): Promise<void> {
  const [first] = overlays;
  if (!first) throw new Error('There is nothing to lay over the film');
  const list = path.join(path.dirname(first.file), 'overlays.ffconcat');
  await fs.writeFile(list, asList(overlays));
  const command = read(film)
    .input(`file:${list}`)
    .inputOptions([...ourPictures, '-itsoffset', String(milliseconds(first.start) / 1000)])
    .outputOptions(['-filter_complex', filter(overlays), '-map', '[film]', '-map', '0:a:0?', ...encoded])
    .outputOptions(['-c:a', 'copy', '-map_metadata', '-1', '-movflags', '+faststart', '-f', 'mp4'])
    .output(`file:${output}`);
  const limits = { seconds, silentSeconds: patience(film), fileBytes: mostBytes(film, seconds), niceness, signal };
  const onTime = (time: number) => progress?.(Math.min(100, (time / seconds) * 100));
  await runFfmpeg(config, command, { ...limits, onTime });
}

/** However many there are, they are one input and one is in memory at a time. */
const ourPictures = [
  '-protocol_whitelist',
  'file',
  '-format_whitelist',
  'concat,png_pipe',
  '-codec_whitelist',
  'png',
  '-safe',
  '0',
  '-f',
  'concat',
];

/** Each lasts until the next begins; a picture file alone would count in steps of a twenty-fifth of a second. */
function asList(overlays: Overlay[]): string {
  const entries = overlays.map(({ file, start, end }, index) => {
    const next = overlays[index + 1]?.start ?? end;
    const duration = (milliseconds(next) - milliseconds(start)) / 1000;
    return `file ${path.basename(file)}\noption framerate 1000\nduration ${duration}\n`;
  });
  return `ffconcat version 1.0\n${entries.join('')}`;
}

/** Between them nothing is blended, and frames pass as they are. */
function filter(overlays: Overlay[]): string {
  const shown = overlays.map(({ start, end }) => `gte(t,${start})*lt(t,${end})`);
  return `[0:V:0][1:v]overlay=eof_action=repeat:enable='${shown.join('+')}',format=yuv420p[film]`;
}

/** Downwards: the frame at that very moment is to have the picture already. */
function milliseconds(seconds: number): number {
  return Math.floor(seconds * 1000);
}
