import fs from 'node:fs';
import { maxPixels } from './bad-media.ts';
import type { Config } from './config.ts';
import { read, runFfmpeg, type Run } from './ffmpeg.ts';

/** Writes the frame at a moment as PNG, upright; the first one of what is shorter. */
export async function posterFrame(
  config: Config,
  input: string,
  output: string,
  { atSeconds = 1, ...run }: Run & { atSeconds?: number } = {},
): Promise<void> {
  for (const seconds of [atSeconds, 0]) {
    const command = read(input, ['-ss', seconds.toFixed(2)])
      .outputOptions(['-map', '0:V:0', '-frames:v', '1', '-c:v', 'png', '-f', 'image2', '-update', '1'])
      .output(`file:${output}`);
    await runFfmpeg(config, command, { ...run, seconds: 1, fileBytes: maxPixels * 8 });
    if (fs.existsSync(output)) return;
  }
}

/** Small pictures in rows, one of each stretch of `everySeconds`; `width` and `height` are those of a picture, in pixels. */
export interface Sheet {
  /** How long the recording is. */
  seconds: number;
  everySeconds: number;
  count: number;
  columns: number;
  width: number;
  height: number;
}

/** Of what is longer, only the keyframes are decoded, and the rest is not even read: hours take seconds. */
const decodedSeconds = 120;

/** Writes a sheet of an MP4 that `toMp4` made, as PNG. In memory are one frame and the sheet, however long it is. */
export async function contactSheet(config: Config, input: string, output: string, sheet: Sheet & Run): Promise<void> {
  const { seconds, everySeconds, count, columns, width, height, signal } = sheet;
  const filters = [
    `fps=fps=1/${everySeconds}:start_time=0`,
    `scale=${width}:${height},setsar=1`,
    // Where the picture ends before the sound does, its last frame fills the sheet.
    `tpad=stop_mode=clone:stop=${count}`,
    `tile=${columns}x${Math.ceil(count / columns)}`,
  ];
  const command = read(input, seconds > decodedSeconds ? ['-discard:v', 'nokey'] : [])
    .outputOptions([
      '-map',
      '0:V:0',
      '-vf',
      filters.join(),
      '-frames:v',
      '1',
      '-c:v',
      'png',
      '-f',
      'image2',
      '-update',
      '1',
    ])
    .output(`file:${output}`);
  await runFfmpeg(config, command, { signal, seconds, fileBytes: 100 * 2 ** 20 });
}
