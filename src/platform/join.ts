import fs from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { hardening, inWords } from './bad-media.ts';
import type { Config } from './config.ts';
import { runConfined } from './confined.ts';

/**
 * Writes several recordings one after the other into one Matroska file. Pictures of one coding and size are copied;
 * others are encoded anew, upright and within the size of the first. Sound is kept without loss.
 * @param folder for what is needed meanwhile; whoever made it removes it
 * @throws Unreadable
 */
export async function joinRecordings(
  config: Config,
  inputs: string[],
  output: string,
  { folder, signal }: { folder: string; signal?: AbortSignal },
): Promise<void> {
  const shapes = await Promise.all(inputs.map((input) => shapeOf(config, input, signal)));
  const [first] = shapes;
  const isUniform = shapes.every(({ picture }) => picture === first?.picture);
  const evened: string[] = [];
  for (const [index, input] of inputs.entries()) {
    const even = path.join(folder, `part-${index + 1}.mkv`);
    const pictureOptions = isUniform ? ['-c:v', 'copy'] : encodeWithin(first!);
    await runJoin(config, [...evenOut(input, shapes[index]!), ...pictureOptions, ...toMatroska(even)], signal);
    evened.push(even);
  }
  const list = path.join(folder, 'parts.txt');
  await fs.writeFile(list, evened.map((file) => `file 'file:${file}'\n`).join(''));
  await runJoin(config, [...readList(list), '-c', 'copy', ...toMatroska(output)], signal);
}

interface Shape {
  /** What has to be alike for pictures to be copied; empty where there is none. */
  picture: string;
  width: number;
  height: number;
  hasSound: boolean;
}

const Printed = z.object({
  streams: z.array(
    z.object({
      codec_type: z.string().optional(),
      codec_name: z.string().default('unknown'),
      extradata_hash: z.string().default(''),
      width: z.number().default(0),
      height: z.number().default(0),
    }),
  ),
});

async function shapeOf(config: Config, input: string, signal?: AbortSignal): Promise<Shape> {
  const chunks: Buffer[] = [];
  const args = ['-v', 'error', ...hardening, '-print_format', 'json', '-show_streams', '-show_data_hash', 'md5'];
  const onOutput = (chunk: Buffer) => chunks.push(chunk);
  await runConfined(config.ffprobePath, [...args, '-i', `file:${input}`], { seconds: 60, signal, onOutput }).catch(
    inWords,
  );
  const { streams } = Printed.parse(JSON.parse(Buffer.concat(chunks).toString()));
  const video = streams.find(({ codec_type }) => codec_type === 'video');
  return {
    picture: video ? [video.codec_name, video.width, video.height, video.extradata_hash].join(' ') : '',
    width: video?.width ?? 0,
    height: video?.height ?? 0,
    hasSound: streams.some(({ codec_type }) => codec_type === 'audio'),
  };
}

const soundShape = ['-c:a', 'flac', '-ar', '48000', '-ac', '2', '-sample_fmt', 's16'];

/** One picture and one sound each, so that they fit end to end; silence where there was no microphone. */
function evenOut(input: string, { picture, hasSound }: Shape): string[] {
  const source = ['-nostdin', ...hardening, '-i', `file:${input}`];
  const silence = ['-f', 'lavfi', '-i', 'anullsrc=r=48000:cl=stereo', '-shortest'];
  const sound = hasSound ? ['-map', '0:a:0', '-af', 'aresample=async=1000:first_pts=0'] : ['-map', '1:a:0'];
  return [...source, ...(hasSound ? [] : silence), ...(picture ? ['-map', '0:V:0'] : ['-vn']), ...sound, ...soundShape];
}

/** Bars rather than a picture that is pulled out of shape. */
function encodeWithin({ width, height }: Shape): string[] {
  const [w, h] = [width, height].map((side) => Math.max(2, side - (side % 2)));
  const filter = [
    `scale=${w}:${h}:force_original_aspect_ratio=decrease:force_divisible_by=2`,
    `pad=${w}:${h}:-1:-1`,
    'setsar=1,fps=30,format=yuv420p',
  ].join(',');
  return ['-vf', filter, '-c:v', 'libx264', '-preset', 'veryfast', '-crf', '20', '-profile:v', 'high', '-g', '90'];
}

/**
 * Writes pictures one after the other into one MP4, each lasting exactly as long as it says, whatever its frames do.
 * @param pieces MP4 files that we made, alike in size and rate of their time stamps
 */
export async function joinPieces(
  config: Config,
  pieces: { file: string; seconds: number }[],
  output: string,
  { folder, signal }: { folder: string; signal?: AbortSignal },
): Promise<void> {
  const list = path.join(folder, 'pieces.txt');
  const lines = pieces.map(({ file, seconds }) => `file 'file:${file}'\nduration ${seconds.toFixed(6)}\n`);
  await fs.writeFile(list, lines.join(''));
  await runJoin(
    config,
    [...readList(list), '-c', 'copy', '-map_metadata', '-1', '-f', 'mp4', `file:${output}`],
    signal,
  );
}

/** The one place where the concat script is admitted: it names files that we wrote. */
function readList(list: string): string[] {
  const admitted = ['-protocol_whitelist', 'file', '-format_whitelist', 'concat,matroska,webm,mov,mp4'];
  return ['-nostdin', ...admitted, '-f', 'concat', '-safe', '0', '-i', `file:${list}`];
}

function toMatroska(output: string): string[] {
  return ['-map_metadata', '-1', '-max_muxing_queue_size', '4096', '-f', 'matroska', `file:${output}`];
}

/** No recording is longer than this, see MAX_UPLOAD_MB. */
const longestSeconds = 4 * 3600;
const mostBytes = 64 * 2 ** 30;

async function runJoin(config: Config, args: string[], signal?: AbortSignal): Promise<void> {
  const quiet = ['-y', '-hide_banner', '-v', 'error'];
  const limits = { seconds: longestSeconds, fileBytes: mostBytes, signal };
  await runConfined(config.ffmpegPath, [...quiet, ...args], limits).catch(inWords);
}
