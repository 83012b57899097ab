import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';

export interface Confinement {
  /** Wall-clock limit. */
  seconds: number;
  /** How large a file it may write; none but for what it prints where absent. */
  fileBytes?: number;
  signal?: AbortSignal;
  /** Receives what the program prints, piece by piece; left unread otherwise. */
  onOutput?: (chunk: Buffer) => void;
  /** Receives each line that it prints to stderr. */
  onMessage?: (line: string) => void;
}

/** The program ended badly; the message holds the last lines that it printed to stderr. */
export class ProgramFailed extends Error {}

/** The program ran longer than it was given. */
export class TookTooLong extends Error {}

/**
 * Runs a program that reads what strangers send: niced, with bounded memory, processor time and file size, and killed
 * with this process, by the signal or at the wall-clock limit. Where the platform lacks a tool, the rest still holds.
 * @throws ProgramFailed, TookTooLong or the signal's reason
 */
export async function runConfined(program: string, args: string[], limits: Confinement): Promise<void> {
  limits.signal?.throwIfAborted();
  const [command, ...rest] = [...confinement(limits), program, ...args];
  const child = spawn(command!, rest, {
    stdio: ['ignore', limits.onOutput ? 'pipe' : 'ignore', 'pipe'],
    // With many threads, glibc's reserves alone would use up the address space.
    env: { ...process.env, MALLOC_ARENA_MAX: '2' },
  });
  const printed = lastLines(child.stderr!);
  if (limits.onOutput) child.stdout!.on('data', limits.onOutput);
  if (limits.onMessage) createInterface(child.stderr!).on('line', limits.onMessage);

  let late = false;
  const kill = () => child.kill('SIGKILL');
  const timer = setTimeout(() => (late = kill()), limits.seconds * 1000);
  limits.signal?.addEventListener('abort', kill, { once: true });
  try {
    const ended = await new Promise<string>((resolve, reject) => {
      child.once('error', reject);
      child.once('close', (code, signal) => resolve(signal ?? String(code)));
    });
    limits.signal?.throwIfAborted();
    if (late) throw new TookTooLong(`${path.basename(program)} ran longer than ${limits.seconds} s`);
    if (ended !== '0') throw new ProgramFailed(`${path.basename(program)} ended with ${ended}: ${printed()}`);
  } finally {
    clearTimeout(timer);
    limits.signal?.removeEventListener('abort', kill);
  }
}

/** Each of these replaces itself by the next, so that killing the child kills the program itself. */
function confinement({ seconds, fileBytes = 0 }: Confinement): string[] {
  const tools: [string, ...string[]][] = [
    ['setpriv', '--pdeathsig', 'KILL'],
    [
      'prlimit',
      `--as=${3 * 2 ** 30}`,
      `--cpu=${Math.ceil(seconds) * 4}`,
      `--fsize=${Math.ceil(fileBytes)}`,
      '--core=0',
    ],
    ['nice', '-n', '10'],
  ];
  return tools.filter(([tool]) => isInstalled(tool)).flat();
}

const installed = new Map<string, boolean>();

function isInstalled(tool: string): boolean {
  let found = installed.get(tool);
  if (found === undefined) {
    const folders = (process.env.PATH ?? '').split(path.delimiter);
    found = folders.some((folder) => fs.existsSync(path.join(folder, tool)));
    installed.set(tool, found);
  }
  return found;
}

function lastLines(stream: Readable): () => string {
  let text = '';
  stream.setEncoding('utf8').on('data', (chunk: string) => (text = (text + chunk).slice(-4000)));
  return () => text.trim();
}
