import { execFileSync } from 'node:child_process';
import * as films from './films.ts';

/**
 * Six seconds that tell what time it is: each frame is as bright as its number, and the pitch rises by 500 Hz a second
 * from 300. The right half of its picture has a pattern.
 */
export function telling(profile: 'baseline' | 'high', ...more: string[]): string {
  const picture = "geq=lum='if(lt(X,160),16+N,if(mod(floor(X/8)+floor(Y/8),2),235,16))':cb=128:cr=128";
  const sound = "aevalsrc='0.3*sin(2*PI*(300*t+250*t*t))':s=48000:d=6";
  const gop = profile === 'high' ? ['-g', '40', '-bf', '3'] : ['-g', '30'];
  const coded = ['-c:v', 'libx264', '-profile:v', profile, '-pix_fmt', 'yuv420p', '-crf', '18', '-c:a', 'aac', ...gop];
  const inputs = ['-f', 'lavfi', '-i', `color=s=320x180:r=30:d=6,${picture}`, '-f', 'lavfi', '-i', sound];
  return films.film(`telling-${profile}${more.length}.mp4`, ...inputs, ...coded, ...more);
}

/** The moments of the whole film that its frames show, one for each frame of what is played. */
export function shownMoments(file: string): { at: number; shows: number }[] {
  const args = [
    '-v',
    'fatal',
    '-i',
    file,
    '-vf',
    'crop=96:96:32:40,scale=2:2:flags=area,format=yuv420p,extractplanes=y,crop=1:1',
    '-f',
    'rawvideo',
  ];
  const brightness = [...execFileSync('ffmpeg', [...args, '-vsync', '0', '-'])];
  const times = execFileSync('ffprobe', [
    '-v',
    'error',
    '-select_streams',
    'V',
    '-show_entries',
    'frame=pts_time',
    '-of',
    'csv=p=0',
    file,
  ]);
  const at = times.toString().trim().split('\n').filter(Boolean).map(parseFloat);
  return brightness.map((light, i) => ({ at: at[i]!, shows: (light - 16) / 30 }));
}

/** The moment of the whole film that is heard at one of what is played, by its pitch; NaN for silence. */
export function heardMoment(file: string, at: number): number {
  const seconds = 0.05;
  const args = ['-v', 'error', '-i', file, '-map', '0:a', '-ac', '1', '-ar', '48000', '-f', 's16le', '-'];
  const bytes = execFileSync('ffmpeg', args, { maxBuffer: 1e8 });
  const samples = new Int16Array(bytes.buffer, bytes.byteOffset, bytes.length / 2);
  const window = samples.subarray(Math.round((at - seconds / 2) * 48_000), Math.round((at + seconds / 2) * 48_000));
  if (window.every((sample) => Math.abs(sample) < 200)) return NaN;
  const rises = [...window.keys()].filter((i) => i > 0 && window[i - 1]! < 0 && window[i]! >= 0);
  const periods = rises.length - 1;
  const pitch = (periods / (rises.at(-1)! - rises[0]!)) * 48_000;
  return (pitch - 300) / 500;
}

/** How much the pattern in the right half can still be made out at a moment: 0 for not at all. */
export function contrastAt(file: string, at: number): number {
  return contrast(file, 'crop=128:128:180:26', '-ss', String(at));
}

/** The same of a part of a picture. */
export function pictureContrast(file: string, crop: string): number {
  return contrast(file, crop);
}

function contrast(file: string, crop: string, ...reading: string[]): number {
  const grey = ['-frames:v', '1', '-vf', `${crop},format=gray`, '-f', 'rawvideo', '-'];
  const pixels = [...execFileSync('ffmpeg', ['-v', 'error', ...reading, '-i', file, ...grey])];
  const mean = pixels.reduce((sum, value) => sum + value, 0) / pixels.length;
  return Math.sqrt(pixels.reduce((sum, value) => sum + (value - mean) ** 2, 0) / pixels.length);
}
