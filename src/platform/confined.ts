import { spawn, type ChildProcess } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';

export interface Confinement {
  /** Wall-clock limit. */
  seconds: number;
  /** How long it may print nothing at all; no limit where absent. */
  silentSeconds?: number;
  /** How large a file it may write; none but for what it prints where absent. */
  fileBytes?: number;
  /** As of nice(1): 10 where absent, 19 for what everything else goes before. */
  niceness?: number;
  signal?: AbortSignal;
  /** Receives what the program prints, piece by piece; left unread otherwise. */
  onOutput?: (chunk: Buffer) => void;
  /** Receives each line that it prints to stderr. */
  onMessage?: (line: string) => void;
}

/** The program ended badly; the message holds the last lines that it printed to stderr. */
export class ProgramFailed extends Error {
  /** By a signal: a limit, want of memory, or somebody from outside. What it printed before says nothing about why. */
  readonly wasKilled: boolean;

  constructor(message: string, wasKilled: boolean) {
    super(message);
    this.wasKilled = wasKilled;
  }
}

/** The program ran longer than it was given, or no longer gave a sign of life. */
export class TookTooLong extends Error {}

/**
 * Runs a program that reads what strangers send: niced, with bounded memory, processor time and file size, and killed
 * with this process, by the signal or at the wall-clock limit. Where the platform lacks a tool, the rest still holds.
 * @throws ProgramFailed, TookTooLong or the signal's reason
 */
export async function runConfined(program: string, args: string[], limits: Confinement): Promise<void> {
  limits.signal?.throwIfAborted();
  const child = start(program, args, limits);
  const printed = lastLines(child.stderr!);
  const name = path.basename(program);
  const watch = new Watch(child, limits);
  limits.signal?.addEventListener('abort', watch.kill, { once: true });
  try {
    const [code, signal] = await ending(child);
    limits.signal?.throwIfAborted();
    if (watch.complaint) throw new TookTooLong(`${name} ${watch.complaint}`);
    if (code !== 0) throw new ProgramFailed(`${name} ended with ${signal ?? code}: ${printed()}`, signal !== null);
  } finally {
    watch.end();
    limits.signal?.removeEventListener('abort', watch.kill);
  }
}

function start(program: string, args: string[], limits: Confinement): ChildProcess {
  const [command, ...rest] = [...confinement(limits), program, ...args];
  const child = spawn(command!, rest, {
    stdio: ['ignore', limits.onOutput ? 'pipe' : 'ignore', 'pipe'],
    // With many threads, glibc's reserves alone would use up the address space.
    env: { ...process.env, MALLOC_ARENA_MAX: '2' },
  });
  if (limits.onOutput) child.stdout!.on('data', limits.onOutput);
  if (limits.onMessage) createInterface(child.stderr!).on('line', limits.onMessage);
  return child;
}

function ending(child: ChildProcess): Promise<[code: number | null, signal: string | null]> {
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => resolve([code, signal]));
  });
}

/** Kills a program that is late, or that was stopped and prints no more. */
class Watch {
  /** What it was killed for. */
  complaint: string | undefined;
  readonly kill: () => boolean;
  readonly #clock: NodeJS.Timeout;
  readonly #silence: NodeJS.Timeout | undefined;

  constructor(child: ChildProcess, { seconds, silentSeconds }: Confinement) {
    this.kill = () => child.kill('SIGKILL');
    const killFor = (complaint: string) => {
      if (this.kill()) this.complaint = complaint;
    };
    this.#clock = setTimeout(() => killFor(`ran longer than ${seconds} s`), seconds * 1000);
    if (silentSeconds === undefined) return;
    const silence = setTimeout(() => killFor(`gave no sign of life for ${silentSeconds} s`), silentSeconds * 1000);
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', () => silence.refresh());
    this.#silence = silence;
  }

  end(): void {
    clearTimeout(this.#clock);
    clearTimeout(this.#silence);
  }
}

/** What a system lacks of the tools that confine a program. */
export function missingTools(): string[] {
  return ['setpriv', 'prlimit', 'nice'].filter((tool) => !isInstalled(tool));
}

/** Each of these replaces itself by the next, so that killing the child kills the program itself. */
function confinement({ seconds, fileBytes = 0, niceness = 10 }: Confinement): string[] {
  const tools: [string, ...string[]][] = [
    ['setpriv', '--pdeathsig', 'KILL'],
    [
      'prlimit',
      `--as=${3 * 2 ** 30}`,
      `--cpu=${Math.ceil(seconds) * 4}`,
      `--fsize=${Math.ceil(fileBytes)}`,
      '--core=0',
    ],
    ['nice', '-n', String(niceness)],
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
