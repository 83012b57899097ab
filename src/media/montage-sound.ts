import fs from 'node:fs';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { Config } from '../platform/config.ts';
import { bytesPerSecond, takeExcerpt } from '../platform/excerpt.ts';
import { PeakMeter } from '../platform/peak-meter.ts';
import { inLanes } from '../platform/together.ts';
import { naming } from './montage-part.ts';
import type { Source } from './montage-source.ts';

export interface SoundLimits {
  signal?: AbortSignal;
  niceness?: number;
  progress?: (share: number) => void;
}

/** Writes the sound of each part that has one into a folder, raw and at one loudness; returns where. */
export async function takeSounds(
  config: Config,
  sources: (Source | undefined)[],
  folder: string,
  { signal: outer, niceness, progress }: SoundLimits,
): Promise<(string | undefined)[]> {
  const files = sources.map((source, i) => (source?.hasSound ? path.join(folder, `sound-${i}.raw`) : undefined));
  let done = 0;
  await inLanes(outer, 2, [...sources.entries()], async ([index, source], signal) => {
    const file = files[index];
    const scrap = path.join(folder, `scrap-${index}.raw`);
    if (source && file) {
      const { cut, start, end } = source;
      await takeExcerpt(config, cut.file, [start, end], file, { scrap, signal, niceness }).catch(naming(index));
      await fs.promises.rm(scrap);
    }
    progress?.(++done / sources.length);
  });
  return files;
}

/** Puts sounds end to end, each as long as its part; silence where a part has none. */
export async function joinSounds(
  sounds: { file: string | undefined; seconds: number }[],
  output: string,
  signal?: AbortSignal,
): Promise<void> {
  await fs.promises.writeFile(output, '');
  let bytes = 0;
  for (const { file, seconds } of sounds) {
    if (file) await pipeline(fs.createReadStream(file), fs.createWriteStream(output, { flags: 'a' }), { signal });
    bytes += Math.round(seconds * 100) * (bytesPerSecond / 100);
    await fs.promises.truncate(output, bytes);
  }
}

/** How loud each of `count` parts of a sound is, in per cent. */
export async function heightsOf(file: string, count: number): Promise<number[]> {
  const peaks = new PeakMeter(960);
  for await (const chunk of fs.createReadStream(file)) peaks.add(chunk as Buffer);
  return peaks.percent(count);
}
