import fs from 'node:fs/promises';
import path from 'node:path';
import type { Config } from './config.ts';
import { bytesPerSecond, rawSound } from './excerpt.ts';
import { read, runFfmpeg, type Run } from './ffmpeg.ts';
import { aac } from './mp4.ts';

export interface Chapter {
  /** In seconds; it lasts until the next one begins. */
  start: number;
  title: string;
}

/**
 * Puts a picture, raw sound (see excerpt.ts) and chapters into one MP4 that starts before it is all there. The chapters'
 * list is written beside it.
 */
export async function writeChaptered(
  config: Config,
  { picture, sound, chapters }: { picture: string; sound: string; chapters: Chapter[] },
  output: string,
  { signal, niceness, progress }: Run & { niceness?: number } = {},
): Promise<void> {
  const seconds = (await fs.stat(sound)).size / bytesPerSecond;
  const list = path.join(path.dirname(output), 'chapters.txt');
  await fs.writeFile(list, asMetadata(chapters, seconds));
  const command = read(picture)
    .input(`file:${sound}`)
    .inputOptions(rawSound)
    .input(`file:${list}`)
    .inputOptions(['-protocol_whitelist', 'file', '-f', 'ffmetadata'])
    .outputOptions(['-map', '0:v', '-map', '1:a', '-map_metadata', '2', '-map_chapters', '2', '-c:v', 'copy'])
    .outputOptions([...aac(2), '-movflags', '+faststart', '-f', 'mp4'])
    .output(`file:${output}`);
  const fileBytes = 2 * ((await fs.stat(picture)).size + (seconds + 10) * 40_000);
  const onTime = (time: number) => progress?.(Math.min(100, (time / seconds) * 100));
  await runFfmpeg(config, command, { signal, niceness, seconds, fileBytes, onTime });
}

/** https://ffmpeg.org/ffmpeg-formats.html#Metadata-1 */
function asMetadata(chapters: Chapter[], seconds: number): string {
  const entries = chapters.map(({ start, title }, i) => {
    const [from, to] = [start, chapters[i + 1]?.start ?? seconds].map((at) => Math.round(at * 1000));
    return `[CHAPTER]\nTIMEBASE=1/1000\nSTART=${from}\nEND=${to}\ntitle=${escaped(title)}\n`;
  });
  return `;FFMETADATA1\n${entries.join('')}`;
}

function escaped(text: string): string {
  return text.replaceAll(/\s+/g, ' ').replaceAll(/[=;#\\]/g, (character) => `\\${character}`);
}
