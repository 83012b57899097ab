import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { folder } from './folder.ts';

export const takeSeconds = 60;

/** Makes what a recorder that can do H.264 sends: a minute of 720p at 2.5 Mbit/s with Opus sound, in Matroska. */
export function makeTake(): string {
  const h264 = ['-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p', '-b:v', '2500k', '-g', '60'];
  return make('take.mkv', takeSeconds, h264);
}

/** A quarter of that as a recorder sends it that can only do VP8. */
export function makeVp8Take(): string {
  return make('take.webm', takeSeconds / 4, [
    '-c:v',
    'libvpx',
    '-deadline',
    'realtime',
    '-cpu-used',
    '8',
    '-b:v',
    '2500k',
  ]);
}

/** The take over and over, or a part of it. */
export function takeOf(seconds: number, take: string): string {
  const file = path.join(folder, `take-${seconds}.webm`);
  const loops = String(Math.ceil(seconds / takeSeconds) - 1);
  const copied = ['-c', 'copy', '-t', String(seconds), '-live', '1', '-f', 'matroska', file];
  execFileSync('ffmpeg', ['-nostdin', '-v', 'error', '-y', '-stream_loop', loops, '-i', take, ...copied]);
  return file;
}

function make(name: string, seconds: number, codec: string[]): string {
  const file = path.join(folder, name);
  const picture = ['-f', 'lavfi', '-i', `testsrc2=size=1280x720:rate=30`];
  const sound = ['-f', 'lavfi', '-i', 'anoisesrc=color=pink:amplitude=0.2:sample_rate=48000'];
  const output = ['-c:a', 'libopus', '-b:a', '64k', '-t', String(seconds), '-f', 'matroska', file];
  execFileSync('ffmpeg', ['-nostdin', '-v', 'error', '-y', ...picture, ...sound, ...codec, ...output]);
  return file;
}
