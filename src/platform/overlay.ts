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
  await writeOverlays(list, overlays);
  const command = read(film)
    .input(`file:${list}`)
    .inputOptions(readingOverlays(first))
    .outputOptions(['-filter_complex', filter(overlays), '-map', '[film]', '-map', '0:a:0?', ...encoded])
    .outputOptions(['-c:a', 'copy', '-map_metadata', '-1', '-movflags', '+faststart', '-f', 'mp4'])
    .output(`file:${output}`);
  const limits = { seconds, silentSeconds: patience(film), fileBytes: mostBytes(film, seconds), niceness, signal };
  const onTime = (time: number) => progress?.(Math.min(100, (time / seconds) * 100));
  await runFfmpeg(config, command, { ...limits, onTime });
}

/** Makes one input of them, however many there are; one is in memory at a time. Their files lie beside the list. */
export async function writeOverlays(list: string, overlays: Overlay[]): Promise<void> {
  await fs.writeFile(list, asList(overlays));
}

/** The options of the input that such a list is; its first picture comes when it is to be shown. */
export function readingOverlays({ start }: Overlay): string[] {
  return [...ourPictures, '-itsoffset', String(milliseconds(start) / 1000)];
}

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
  return `[0:V:0][1:v]overlay=eof_action=repeat:enable='${whenShown(overlays)}',format=yuv420p[film]`;
}

/** True, in an expression of ffmpeg, while one of them is to be seen. */
export function whenShown(overlays: Overlay[]): string {
  return overlays.map(({ start, end }) => `gte(t,${start})*lt(t,${end})`).join('+');
}

/** Downwards: the frame at that very moment is to have the picture already. */
function milliseconds(seconds: number): number {
  return Math.floor(seconds * 1000);
}
