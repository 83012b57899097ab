import { z } from 'zod';
import { hardening, inWords, maxPixels, tooManyPixels, Unreadable, unreadable } from './bad-media.ts';
import type { Config } from './config.ts';
import { runConfined } from './confined.ts';

/** What is in a media file. */
export interface Probe {
  /** As the container says; undefined where it says nothing (MediaRecorder's WebM). */
  seconds?: number;
  video?: { codec: string; pixelFormat: string; width: number; height: number; framesPerSecond: number };
  audio?: { codec: string; channels: number };
}

/** @throws Unreadable when this is no recording or one that we refuse to decode */
export async function probe(config: Config, input: string, signal?: AbortSignal): Promise<Probe> {
  const print = ['-print_format', 'json', '-show_format', '-show_streams'];
  const args = ['-v', 'error', ...hardening, ...print, '-i', `file:${input}`];
  const json = await readOutput(config.ffprobePath, args, signal);
  const found = asProbe(json);
  if (!found.video && !found.audio) throw new Unreadable(`${unreadable} It has neither picture nor sound.`);
  if (found.video && !hasDecentSize(found.video)) throw new Unreadable(tooManyPixels);
  return found;
}

/** ffprobe shows a size of 0 where the decoder refused the picture's real one. */
function hasDecentSize({ width, height }: NonNullable<Probe['video']>): boolean {
  return width * height > 0 && width * height <= maxPixels;
}

/** The newest time in `-progress` output, in seconds. */
export function outTime(text: string): number | undefined {
  const microseconds = [...text.matchAll(/out_time_us=(\d+)/g)].at(-1)?.[1];
  return microseconds === undefined ? undefined : Number(microseconds) / 1e6;
}

/** The length of a file in seconds, by reading it through without decoding: for what does not say it. */
export async function measure(config: Config, input: string, signal?: AbortSignal): Promise<number> {
  const args = ['-v', 'error', '-progress', 'pipe:1', '-nostdin', ...hardening, '-i', `file:${input}`];
  const through = ['-map', '0:V:0?', '-map', '0:a:0?', '-c', 'copy', '-f', 'null', '-'];
  return outTime(await readOutput(config.ffmpegPath, [...args, ...through], signal)) ?? 0;
}

async function readOutput(program: string, args: string[], signal?: AbortSignal): Promise<string> {
  const chunks: Buffer[] = [];
  await runConfined(program, args, { seconds: 60, signal, onOutput: (chunk) => chunks.push(chunk) }).catch(inWords);
  return Buffer.concat(chunks).toString();
}

const Stream = z.object({
  codec_type: z.string().optional(),
  codec_name: z.string().default('unknown'),
  channels: z.number().default(1),
  pix_fmt: z.string().default(''),
  width: z.number().default(0),
  height: z.number().default(0),
  avg_frame_rate: z.string().default('0/1'),
  disposition: z.object({ attached_pic: z.number().default(0) }).optional(),
  side_data_list: z.array(z.object({ rotation: z.number().default(0) })).default([]),
});

const Printed = z.object({
  format: z.object({ duration: z.coerce.number().optional() }).optional(),
  streams: z.array(Stream).default([]),
});

function asProbe(json: string): Probe {
  const { format, streams } = Printed.parse(JSON.parse(json));
  const video = streams.find((stream) => stream.codec_type === 'video' && !stream.disposition?.attached_pic);
  const audio = streams.find((stream) => stream.codec_type === 'audio');
  return {
    seconds: format?.duration,
    video: video && asVideo(video),
    audio: audio && { codec: audio.codec_name, channels: audio.channels },
  };
}

function asVideo(stream: z.infer<typeof Stream>): Probe['video'] {
  const { codec_name, pix_fmt, width, height, avg_frame_rate, side_data_list } = stream;
  const turned = side_data_list.some(({ rotation }) => Math.abs(rotation) % 180 === 90);
  const [frames = 0, per = 1] = avg_frame_rate.split('/').map(Number);
  return {
    codec: codec_name,
    pixelFormat: pix_fmt,
    width: turned ? height : width,
    height: turned ? width : height,
    framesPerSecond: per > 0 ? Math.round((frames / per) * 100) / 100 : 0,
  };
}
