import { spawnSync } from 'node:child_process';
import { film } from '../media/films.ts';

const claps = 'lt(mod(t,5),0.2)';

/** A white flash and a beep at the same moment, every five seconds, in a film that lacks frames here and there. */
export function clapper(codec: 'libvpx' | 'libx265'): string {
  const flash = `color=black:s=320x180:r=30:d=60,drawbox=c=white:t=fill:enable='${claps}'`;
  const beep = `aevalsrc='0.5*sin(2*PI*880*t)*${claps}':d=60:s=48000`;
  const uneven = ['-vf', "select='not(between(mod(n,50),10,30))'", '-vsync', 'vfr'];
  const coded =
    codec === 'libx265'
      ? ['-c:v', codec, '-preset', 'ultrafast', '-x265-params', 'log-level=error', '-pix_fmt', 'yuv420p', '-c:a', 'aac']
      : ['-c:v', codec, '-deadline', 'realtime', '-c:a', 'libopus'];
  const name = `clapper-${codec}.${codec === 'libx265' ? 'mov' : 'webm'}`;
  return film(name, '-f', 'lavfi', '-i', flash, '-f', 'lavfi', '-i', beep, ...uneven, ...coded);
}

/** How far apart the last flash and the last beep of a clapper are, and when that is. */
export function drift(file: string): { seconds: number; at: number } {
  const filters = ['-vf', 'blackdetect=d=0.1:pix_th=0.5', '-af', 'silencedetect=n=-30dB:d=0.5'];
  const { stderr } = spawnSync('ffmpeg', ['-hide_banner', '-i', file, ...filters, '-f', 'null', '-']);
  const ends = (name: string) =>
    [...stderr.toString().matchAll(new RegExp(`${name}: ?([\\d.]+)`, 'g'))].map((match) => Number(match[1]));
  // Black and silence also end with the film itself.
  const [flash, beep] = [ends('black_end'), ends('silence_end')].map((times) => times.filter((time) => time < 59));
  return { seconds: Math.abs(flash!.at(-1)! - beep!.at(-1)!), at: beep!.at(-1)! };
}
