import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { signIn } from '../bench/sign-in.ts';
import { percentile } from '../bench/statistics.ts';
import { atEnd } from '../support/ending.ts';
import { makeMember } from '../support/visitor.ts';
import type { AtWork } from './at-work.ts';

/** Somebody of the company who looks at one page after another, and takes the time. */
export class Reader {
  readonly #cookie: string;
  readonly #addresses: string[];
  #times: number[] = [];

  private constructor(cookie: string, addresses: string[]) {
    this.#cookie = cookie;
    this.#addresses = addresses;
  }

  static async signedIn({ world, server, form }: AtWork): Promise<Reader> {
    const cookie = await signIn({ origin: server.origin, owner: await makeMember(world) });
    const paths = ['/forms', `/forms/${form.id}/responses`, `/f/${form.slug}`];
    return new Reader(
      cookie,
      paths.map((path) => server.origin + path),
    );
  }

  get visits(): number {
    return this.#times.length;
  }

  /** Milliseconds. */
  get p95(): number {
    return percentile(this.#times, 95);
  }

  async readWhile<T>(work: Promise<T>): Promise<T> {
    const child = fork(path.join(import.meta.dirname, 'reader-process.ts'), [this.#cookie, ...this.#addresses]);
    atEnd(() => child.kill());
    const done = await work;
    this.#times = await timesOf(child);
    return done;
  }
}

async function timesOf(child: ChildProcess): Promise<number[]> {
  const told = once(child, 'message');
  child.send('enough');
  return ((await told) as [number[]])[0];
}
