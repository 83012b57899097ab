import type { Config } from './config.ts';
import { inStep, longestSeconds, read, runFfmpeg, type Run } from './ffmpeg.ts';
import { PeakMeter } from './peak-meter.ts';

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
