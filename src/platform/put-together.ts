import type { Config } from './config.ts';
import { read, runFfmpeg } from './ffmpeg.ts';

/** Puts a picture and a sound into one MP4 that starts before it is all there; either may be absent. */
export async function putTogether(
  config: Config,
  inputs: string[],
  output: string,
  signal?: AbortSignal,
): Promise<void> {
  const [first, second] = inputs;
  const command = read(first!);
  if (second) command.input(`file:${second}`);
  command
    .outputOptions(inputs.flatMap((_, i) => ['-map', String(i)]))
    .outputOptions(['-c', 'copy', '-map_metadata', '-1', '-movflags', '+faststart', '-f', 'mp4'])
    .output(`file:${output}`);
  await runFfmpeg(config, command, { signal, seconds: 600, fileBytes: 64 * 2 ** 30 });
}
