import fs from 'node:fs/promises';
import { z } from 'zod';
import { hardening, inWords, maxPixels, tooManyPixels, Unreadable, unreadable } from './bad-media.ts';
import type { Config } from './config.ts';
import { runConfined } from './confined.ts';

/** What is in a media file. */
export interface Probe {
  /** ffmpeg's name of the container, such as `matroska,webm`. */
  format?: string;
  /** As the container says; undefined where it says nothing (MediaRecorder's WebM). */
  seconds?: number;
  video?: { codec: string; pixelFormat: string; width: number; height: number; framesPerSecond: number };
  audio?: { codec: string; channels: number };
}

/** @throws Unreadable when this is no recording or one that we refuse to decode */
export async function probe(config: Config, input: string, signal?: AbortSignal): Promise<Probe> {
  const print = ['-print_format', 'json', '-show_format', '-show_streams'];
  const args = ['-v', 'error', ...hardening, ...print, '-i', `file:${input}`];
  const json = await readOutput(config.ffprobePath, input, args, signal);
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
  return outTime(await readOutput(config.ffmpegPath, input, [...args, ...through], signal)) ?? 0;
}

/**
 * How much of what the index of an MP4 lists is in the file, from 0 to 1, by its poorer stream: a file that was cut
 * still lists everything. 1 for what has no such index. Reads the file through without decoding.
 */
export async function shareThere(
  config: Config,
  input: string,
  { format }: Probe,
  signal?: AbortSignal,
): Promise<number> {
  if (!format?.includes('mp4')) return 1;
  // What an edit list leaves out, as phones do when a film is trimmed, is in the file all the same.
  const through = [
    '-ignore_editlist',
    '1',
    '-count_packets',
    '-show_entries',
    'stream=codec_type,nb_frames,nb_read_packets',
  ];
  const args = ['-v', 'error', ...hardening, '-print_format', 'json', ...through, '-i', `file:${input}`];
  const { streams } = Counted.parse(JSON.parse(await readOutput(config.ffprobePath, input, args, signal)));
  const listed = streams.filter(({ codec_type, nb_frames }) => /video|audio/.test(codec_type) && nb_frames > 0);
  return Math.min(1, ...listed.map(({ nb_frames, nb_read_packets }) => nb_read_packets / nb_frames));
}

const Counted = z.object({
  streams: z.array(
    z.object({
      codec_type: z.string().default(''),
      nb_frames: z.coerce.number().default(0),
      nb_read_packets: z.coerce.number().default(0),
    }),
  ),
});

async function readOutput(program: string, input: string, args: string[], signal?: AbortSignal): Promise<string> {
  const chunks: Buffer[] = [];
  const onOutput = (chunk: Buffer) => chunks.push(chunk);
  await runConfined(program, args, { seconds: await readingSeconds(input), signal, onOutput }).catch(inWords);
  return Buffer.concat(chunks).toString();
}

/** Hours of recording are read from a slow disk at 10 MB/s. */
async function readingSeconds(input: string): Promise<number> {
  return 60 + (await fs.stat(input)).size / 10e6;
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
  format: z.object({ format_name: z.string().optional(), duration: z.coerce.number().optional() }).optional(),
  streams: z.array(Stream).default([]),
});

function asProbe(json: string): Probe {
  const { format, streams } = Printed.parse(JSON.parse(json));
  const video = streams.find((stream) => stream.codec_type === 'video' && !stream.disposition?.attached_pic);
  const audio = streams.find((stream) => stream.codec_type === 'audio');
  return {
    format: format?.format_name,
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
