import type { Config } from './config.ts';
import { probe } from './ffprobe.ts';
import { read, runFfmpeg } from './ffmpeg.ts';
import { aac } from './mp4.ts';
import { silenceDetection, SilenceReader, type Stretch } from './silence.ts';
import { played } from './sound.ts';

export interface SoundCut {
  /** What is left of it, ascending. */
  kept: Stretch[];
  mutes: Stretch[];
  /** How long the whole recording is. */
  seconds: number;
  signal?: AbortSignal;
  niceness?: number;
}

/** Sound is cut between stretches of a hundredth of a second, so that cuts on that grid are exact and nothing adds up. */
const grid = ['aresample=48000', 'asetnsamples=n=480:p=0'];

/** Writes the sound of an MP4 that `toMp4` made without what is cut out of it and with parts muted; finds its silences. */
export async function cutSound(config: Config, input: string, output: string, cut: SoundCut): Promise<Stretch[]> {
  const { kept, mutes, seconds, signal, niceness } = cut;
  const filters = [
    ...played,
    ...grid,
    ...(mutes.length > 0 ? [`volume=volume=0:enable='${during(mutes)}'`] : []),
    `aselect='${during(kept)}'`,
    'asetpts=N/SR/TB',
    silenceDetection,
  ];
  const silence = new SilenceReader();
  const { audio } = await probe(config, input, signal);
  const command = read(input)
    .outputOptions(['-map', '0:a:0', '-vn', '-map_metadata', '-1', ...aac(audio?.channels)])
    .outputOptions(['-af', filters.join(), '-f', 'mp4'])
    .output(`file:${output}`);
  const onMessage = (line: string) => silence.read(line);
  await runFfmpeg(config, command, { seconds, fileBytes: (seconds + 10) * 40_000, signal, niceness, onMessage });
  return silence.silences;
}

/** True from the stretch of sound in which one begins to the one in which it ends. */
function during(stretches: Stretch[]): string {
  const grids = ([start, end]: Stretch) => [
    Math.floor(start * 100 + 0.001) / 100 - 0.002,
    Math.ceil(end * 100 - 0.001) / 100 - 0.002,
  ];
  return stretches
    .map((stretch) => grids(stretch).map((edge) => edge.toFixed(3)))
    .map(([a, b]) => `gte(t,${a})*lt(t,${b})`)
    .join('+');
}
