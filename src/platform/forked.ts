import { fork } from 'node:child_process';
import { once } from 'node:events';
import os from 'node:os';
import { fileURLToPath } from 'node:url';
import { packageRoot } from './config.ts';

const fromSource = import.meta.url.endsWith('.ts');

/** Where a module lies whose name here ends in `.ts`, also once it has been built. */
export function moduleBeside(here: string, name: string): string {
  return fileURLToPath(new URL(fromSource ? name : name.replace(/\.ts$/, '.js'), here));
}

/** What went wrong in the other process; `code` as the system and SQLite have it. */
export class ForkFailed extends Error {
  readonly code: string | undefined;

  constructor(message: string, code?: string) {
    super(message);
    this.code = code;
  }
}

/** How far it is, from 0 to 100, or how it ended. */
type Said = { percent: number } | { failed: { message: string; code?: string } };

/**
 * Runs a module that ends with `answerFork` in a process of its own, niced, and waits for its end.
 * @throws ForkFailed, or the signal's reason once the process has been killed
 */
export async function runForked(
  module: string,
  given: object,
  { signal, progress }: { signal: AbortSignal; progress: (percent: number) => unknown },
): Promise<void> {
  signal.throwIfAborted();
  const child = fork(module, { cwd: packageRoot, execArgv: fromSource ? ['--import', 'tsx'] : [], stdio });
  if (child.pid) os.setPriority(child.pid, 10);
  let failure: ForkFailed | undefined;
  let complaint = '';
  child.stderr?.on('data', (words: Buffer) => (complaint = (complaint + words.toString()).slice(-2000)));
  child.on('message', (said: Said) => {
    if ('percent' in said) progress(said.percent);
    else failure = new ForkFailed(said.failed.message, said.failed.code);
  });
  const kill = () => child.kill('SIGKILL');
  signal.addEventListener('abort', kill);
  child.send(given);
  const [code] = (await once(child, 'close').finally(() => signal.removeEventListener('abort', kill))) as [number];
  signal.throwIfAborted();
  if (failure) throw failure;
  if (code !== 0) throw new ForkFailed(`The process ended with ${code}: ${complaint.trim()}`);
}

const stdio: ['ignore', 'ignore', 'pipe', 'ipc'] = ['ignore', 'ignore', 'pipe', 'ipc'];

/** The other end: waits for what is given, works, tells, and ends. It does not outlive the process that forked it. */
export function answerFork(work: (given: unknown, progress: (percent: number) => void) => Promise<void>): void {
  const say = (said: Said) => process.send?.(said);
  // At once, for a query under way would be waited for.
  const die = () => process.kill(process.pid, 'SIGKILL');
  process.once('disconnect', die);
  process.once('message', (given) => {
    work(given, (percent) => say({ percent }))
      .catch((error: NodeJS.ErrnoException) => say({ failed: { message: error.message, code: error.code } }))
      .finally(() => process.off('disconnect', die).disconnect());
  });
}
