import type { Config } from './config.ts';
import { read, readOurs, runFfmpeg } from './ffmpeg.ts';
import { levelling, measuring, readLoudness, type Loudness } from './loudness.ts';
import type { Stretch } from './silence.ts';
import { played } from './sound.ts';

/** Excerpts are raw 16-bit little-endian samples, in stereo, at this rate: they can be put end to end to the sample. */
export const sampleRate = 48_000;
export const bytesPerSecond = sampleRate * 2 * 2;

interface Limits {
  signal?: AbortSignal;
  niceness?: number;
}

/** Seeking in coded sound needs a moment before it sounds right. */
const leadSeconds = 0.2;

/** At an edge within a word there would be a click. */
const fadeSeconds = 0.012;

/**
 * Writes what is heard in a stretch of a recording, silence where it has ended, at the loudness of everything that is
 * played: one gain for all of it.
 * @param scrap a file that is needed meanwhile
 */
export async function takeExcerpt(
  config: Config,
  input: string,
  [start, end]: Stretch,
  output: string,
  { scrap, ...limits }: Limits & { scrap: string },
): Promise<void> {
  const seconds = end - start;
  const lead = Math.min(start, leadSeconds);
  const loudness = { lufs: -Infinity, peakDb: -Infinity };
  const taken = [`atrim=start=${lead.toFixed(3)}`, 'asetpts=PTS-STARTPTS', 'aformat=channel_layouts=stereo'];
  const filters = [...played, `aresample=${sampleRate}`, ...taken, ...exactly(seconds), measuring];
  const onMessage = (line: string) => Object.assign(loudness, readLoudness(line));
  const reading = read(input, ['-ss', (start - lead).toFixed(3)]).outputOptions(['-map', '0:a:0']);
  await run(config, reading, filters, scrap, seconds, { ...limits, onMessage });
  await level(config, scrap, output, seconds, loudness, limits);
}

async function level(
  config: Config,
  input: string,
  output: string,
  seconds: number,
  loudness: Loudness,
  limits: Limits,
): Promise<void> {
  const out = `afade=t=out:st=${Math.max(0, seconds - fadeSeconds).toFixed(3)}:d=${fadeSeconds}`;
  const filters = [...levelling(loudness), `afade=t=in:d=${fadeSeconds}`, out, ...exactly(seconds)];
  await run(config, readOurs(input, rawSound), filters, output, seconds, limits);
}

/** As the options of an input. */
export const rawSound = ['-protocol_whitelist', 'file', '-f', 's16le', '-ar', String(sampleRate), '-ac', '2'];

function exactly(seconds: number): string[] {
  const samples = Math.round(seconds * sampleRate);
  return [`apad=whole_len=${samples}`, `atrim=end_sample=${samples}`];
}

async function run(
  config: Config,
  command: ReturnType<typeof read>,
  filters: string[],
  output: string,
  seconds: number,
  limits: Limits & { onMessage?: (line: string) => void },
): Promise<void> {
  const raw = ['-c:a', 'pcm_s16le', '-ar', String(sampleRate), '-ac', '2', '-f', 's16le'];
  command.outputOptions(['-vn', '-af', filters.join(), ...raw]).output(`file:${output}`);
  await runFfmpeg(config, command, { ...limits, seconds, fileBytes: (seconds + 2) * bytesPerSecond });
}
