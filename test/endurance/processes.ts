import fs from 'node:fs';

export interface Running {
  pid: number;
  /** One letter, as proc(5) has it: R, S, T, Z … */
  state: string;
  parent: number;
  arguments: string[];
}

/** The ffmpeg processes that a server has started, by what they are writing. */
export function ffmpegOf(serverPid: number, output = 'play.mp4'): Running[] {
  return list().filter(
    ({ parent, arguments: [program, ...rest] }) =>
      parent === serverPid && program?.endsWith('ffmpeg') === true && rest.some((each) => each.endsWith(output)),
  );
}

/** A zombie has ended; it only waits for somebody to notice. */
export function isAlive(pid: number): boolean {
  const found = read(String(pid));
  return found !== undefined && found.state !== 'Z';
}

/** The most memory that a process has had, and what it has, in bytes (proc(5)). */
export function memoryOf(pid: number): { peak: number; now: number } {
  const status = fs.readFileSync(`/proc/${pid}/status`, 'utf8');
  const read = (name: string) => Number(new RegExp(`${name}:\\s+(\\d+) kB`).exec(status)?.[1]) * 1024;
  return { peak: read('VmHWM'), now: read('VmRSS') };
}

function list(): Running[] {
  const pids = fs.readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  return pids.map(read).filter((found) => found !== undefined);
}

function read(pid: string): Running | undefined {
  try {
    const stat = fs.readFileSync(`/proc/${pid}/stat`, 'utf8');
    const [state = '', parent = ''] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const given = fs.readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0');
    return { pid: Number(pid), state, parent: Number(parent), arguments: given };
  } catch {
    // It has ended meanwhile.
    return undefined;
  }
}
