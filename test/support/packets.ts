import { execFileSync } from 'node:child_process';

/** When the last picture and the last sound of a film begin, in seconds; NaN where it has none. */
export function secondsOf(film: string): { video: number; audio: number } {
  return { video: timesOf(film, 'v').at(-1) ?? NaN, audio: timesOf(film, 'a').at(-1) ?? NaN };
}

/** The times of all packets of a film's pictures or sounds, in seconds. */
export function timesOf(film: string, stream: 'v' | 'a'): number[] {
  const wanted = ['-select_streams', stream, '-show_entries', 'packet=pts_time', '-of', 'csv=p=0'];
  const times = execFileSync('ffprobe', ['-v', 'error', ...wanted, film], { encoding: 'utf8' });
  return times
    .split('\n')
    .map((line) => Number.parseFloat(line))
    .filter((time) => !Number.isNaN(time));
}
