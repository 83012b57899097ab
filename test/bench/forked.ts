import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';

export interface Figures {
  /** Milliseconds; about 1 when nothing is to be done. */
  loopDelayP99: number;
  /** Resident, in bytes, since the process began. */
  peakMemory: number;
}

/** What a server tells about itself once it listens. */
export interface Listening {
  port: number;
}

/** A server in a process of its own, so that its clients do not disturb its figures. It ends with its channel. */
export class Forked {
  readonly #child: ChildProcess;
  readonly origin: string;

  private constructor(child: ChildProcess, port: number) {
    this.#child = child;
    this.origin = `http://127.0.0.1:${port}`;
  }

  static async start(file: string, environment: Record<string, string> = {}): Promise<Forked> {
    const child = fork(path.join(import.meta.dirname, file), {
      env: { ...process.env, NODE_ENV: 'production', ...environment },
    });
    const [told] = (await Promise.race([once(child, 'message'), endOf(child, file)])) as [Listening];
    return new Forked(child, told.port);
  }

  /** Since the last call, or the start. */
  async figures(): Promise<Figures> {
    const told = once(this.#child, 'message');
    this.#child.send('figures');
    return ((await told) as [Figures])[0];
  }

  async end(): Promise<void> {
    const ended = once(this.#child, 'exit');
    this.#child.disconnect();
    const late = setTimeout(() => this.#child.kill('SIGKILL'), 10_000);
    await ended;
    clearTimeout(late);
  }
}

async function endOf(child: ChildProcess, file: string): Promise<never> {
  await once(child, 'exit');
  throw new Error(`${file} ended before it listened`);
}
