import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { folder } from './folder.ts';

export const takeSeconds = 60;

/** Makes what a recorder that can do H.264 sends: a minute of 720p at 2.5 Mbit/s with Opus sound, in Matroska. */
export function makeTake(): string {
  const file = path.join(folder, 'take.mkv');
  const picture = ['-f', 'lavfi', '-i', `testsrc2=size=1280x720:rate=30`];
  const sound = ['-f', 'lavfi', '-i', 'anoisesrc=color=pink:amplitude=0.2:sample_rate=48000'];
  const h264 = ['-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p', '-b:v', '2500k', '-g', '60'];
  const output = ['-c:a', 'libopus', '-b:a', '64k', '-t', String(takeSeconds), '-f', 'matroska', file];
  execFileSync('ffmpeg', ['-nostdin', '-v', 'error', '-y', ...picture, ...sound, ...h264, ...output]);
  return file;
}
