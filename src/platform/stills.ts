import fs from 'node:fs';
import { maxPixels } from './bad-media.ts';
import type { Config } from './config.ts';
import { read, runFfmpeg, type Run } from './ffmpeg.ts';

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
