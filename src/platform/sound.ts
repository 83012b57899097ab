import type { Config } from './config.ts';
import { inStep, longestSeconds, patience, read, runFfmpeg, type Run } from './ffmpeg.ts';
import { measuring, readLoudness, type Loudness } from './loudness.ts';
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
    .outputOptions(['-map', '0:a:0', '-af', inStep, '-ac', '1', '-ar', rate, '-c:a', 'pcm_s16le', '-f', 's16le'])
    // A gap in the time stamps would be filled with silence, however long it is.
    .outputOptions(['-t', String(maxSeconds)])
    .output(`file:${output}`);
  const fileBytes = (maxSeconds + 1) * samplesPerSecond * 2;
  await runFfmpeg(config, command, { signal, seconds: maxSeconds, fileBytes });
}

/** What there is to know of a sound before it is levelled. */
export interface Heard {
  loudness: Loudness;
  peaks: PeakMeter;
}

/** Listens to a recording once, for its loudness and for drawing its waveform. */
export async function hear(
  config: Config,
  input: string,
  { maxSeconds, signal }: Run & { maxSeconds?: number } = {},
): Promise<Heard> {
  const loudness = { lufs: -Infinity, peakDb: -Infinity };
  const peaks = new PeakMeter(80);
  const filters = ['-af', [...played, measuring].join()];
  const command = read(input)
    .outputOptions(['-map', '0:a:0', ...filters, '-ac', '1', '-ar', '8000', '-c:a', 'pcm_s16le', '-f', 's16le'])
    .outputOptions(maxSeconds ? ['-t', String(maxSeconds)] : [])
    .output('pipe:1');
  await runFfmpeg(config, command, {
    silentSeconds: patience(input),
    signal,
    onOutput: (chunk) => peaks.add(chunk),
    onMessage: (line) => Object.assign(loudness, readLoudness(line)),
  });
  return { loudness, peaks };
}

/** The first filters of what is measured and of what is played, so that the measure holds: in step, mono or stereo. */
export const played = [inStep, 'aformat=channel_layouts=mono|stereo'];
