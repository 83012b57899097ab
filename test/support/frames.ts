import { execFileSync } from 'node:child_process';

/** A decoded picture of a film. */
export interface Frame {
  width: number;
  height: number;
  /** Red, green and blue at a place in pixels. */
  at(x: number, y: number): [number, number, number];
}

/** The first frame at or after a moment, in seconds. */
export function frameAt(file: string, seconds: number): Frame {
  const probing = ['-v', 'error', '-select_streams', 'v:0', '-show_entries', 'stream=width,height', '-of', 'csv=p=0'];
  const [width = 0, height = 0] = execFileSync('ffprobe', [...probing, file])
    .toString()
    .trim()
    .split(',')
    .map(Number);
  // By filter, not by -ss: seeking goes by the container's index, which may be what is wrong.
  const first = ['-vf', `select='gte(t,${seconds})'`, '-frames:v', '1', '-f', 'rawvideo', '-pix_fmt', 'rgb24', '-'];
  const rgb = execFileSync('ffmpeg', ['-v', 'error', '-i', file, ...first], { maxBuffer: 2 ** 27 });
  return {
    width,
    height,
    at: (x, y) => [...rgb.subarray((y * width + x) * 3, (y * width + x) * 3 + 3)] as [number, number, number],
  };
}
