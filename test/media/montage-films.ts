import { execFileSync } from 'node:child_process';
import type { MontagePart } from '../../src/media/montage.ts';
import * as films from './films.ts';

type Card = MontagePart & { kind: 'card' };
type Cut = MontagePart & { kind: 'cut' };

export function card(given: Partial<Card> = {}): Card {
  return { kind: 'card', title: 'Amara Osei', subtitle: 'How was it?', body: null, seconds: 1, ...given };
}

export function cut(file: string, start: number, end: number, given: Partial<Cut> = {}): Cut {
  return { kind: 'cut', file, hasVideo: true, start, end, label: null, captions: null, ...given };
}

/** Every half second it flashes white for a tenth of a second, and beeps for as long. */
export function clapping(coding: 'h264' | 'vp8'): string {
  const picture = "color=black:s=320x180:r=30:d=8,drawbox=t=fill:c=white:enable='lt(mod(n,15),3)'";
  const sound = "aevalsrc='if(lt(mod(t,0.5),0.1),0.4*sin(2*PI*1000*t),0)':s=48000:d=8";
  const inputs = ['-f', 'lavfi', '-i', picture, '-f', 'lavfi', '-i', sound];
  const coded =
    coding === 'h264'
      ? ['-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p', '-g', '30', '-c:a', 'aac']
      : ['-c:v', 'libvpx', '-b:v', '1M', '-c:a', 'libopus'];
  return films.film(`clapping.${coding === 'h264' ? 'mp4' : 'webm'}`, ...inputs, ...coded);
}

/** When flashes begin, by what is decoded. */
export function flashes(file: string): number[] {
  const args = ['-vf', 'crop=64:64,scale=1:1:flags=area,format=gray', '-vsync', '0', '-f', 'rawvideo', '-'];
  const light = [...execFileSync('ffmpeg', ['-v', 'fatal', '-i', file, '-map', '0:v:0', ...args])];
  const shown = ['-select_streams', 'v:0', '-show_entries', 'frame=pts_time', '-of', 'csv=p=0'];
  const at = execFileSync('ffprobe', ['-v', 'error', ...shown, file])
    .toString()
    .split('\n')
    .filter(Boolean)
    .map(parseFloat);
  return [...light.keys()].filter((i) => i > 0 && light[i]! > 128 && light[i - 1]! <= 128).map((i) => at[i]!);
}

/** When beeps begin, to the millisecond. */
export function beeps(file: string): number[] {
  const args = ['-v', 'error', '-i', file, '-map', '0:a', '-ac', '1', '-ar', '48000', '-f', 's16le', '-'];
  const bytes = execFileSync('ffmpeg', args, { maxBuffer: 1e8 });
  const samples = new Int16Array(bytes.buffer, bytes.byteOffset, bytes.length / 2);
  const isLoud = Array.from({ length: Math.floor(samples.length / 48) }, (_, ms) =>
    samples.subarray(ms * 48, ms * 48 + 48).some((sample) => Math.abs(sample) > 3000),
  );
  // Between two waves of a beep there is no silence of ten milliseconds.
  return [...isLoud.keys()]
    .filter((ms) => isLoud[ms] && !isLoud.slice(Math.max(0, ms - 10), ms).some(Boolean))
    .map((ms) => ms / 1000);
}

/** How loud a stretch of a film is, in LUFS. */
export function loudnessOf(file: string, start: number, seconds: number): number {
  const filters = `atrim=start=${start}:duration=${seconds},ebur128`;
  const args = ['-hide_banner', '-nostats', '-i', file, '-map', '0:a', '-af', filters, '-f', 'null', '-'];
  const printed = execFileSync('sh', ['-c', 'ffmpeg "$@" 2>&1', 'sh', ...args]).toString();
  return Number(/I:\s+(\S+) LUFS\s+Threshold/.exec(printed)?.[1]);
}

export interface Chaptered {
  streams: { codec_name: string; profile?: string; width?: number; height?: number; duration: string }[];
  chapters: { start_time: string; tags?: { title?: string } }[];
}

export function describeFilm(file: string): Chaptered {
  const args = ['-v', 'error', '-print_format', 'json', '-show_streams', '-show_chapters', file];
  return JSON.parse(execFileSync('ffprobe', args).toString()) as Chaptered;
}

/** What a strict decoder complains about; empty for a film without a fault. */
export function faultsOf(file: string): string {
  const args = ['-v', 'error', '-err_detect', 'explode', '-i', file, '-f', 'null', '-'];
  return execFileSync('sh', ['-c', 'ffmpeg "$@" 2>&1', 'sh', ...args]).toString();
}
