import { expect } from 'chai';
import { percentile } from '../bench/statistics.ts';
import { makeMember, Visitor } from '../support/visitor.ts';
import type { AtWork } from './at-work.ts';

/** Somebody of the company who looks at one page after another, and takes the time. */
export class Reader {
  readonly #visitor: Visitor;
  readonly #paths: string[];
  readonly #times: number[] = [];

  private constructor(visitor: Visitor, paths: string[]) {
    this.#visitor = visitor;
    this.#paths = paths;
  }

  static async signedIn({ world, server, form }: Pick<AtWork, 'world' | 'server' | 'form'>): Promise<Reader> {
    const visitor = new Visitor(server.origin);
    await visitor.signIn(await makeMember(world));
    return new Reader(visitor, ['/forms', `/forms/${form.id}/responses`, `/f/${form.slug}`]);
  }

  get visits(): number {
    return this.#times.length;
  }

  /** Milliseconds. */
  get p95(): number {
    return percentile(this.#times, 95);
  }

  async readWhile<T>(work: Promise<T>): Promise<T> {
    const over = new AbortController();
    const end = () => over.abort();
    work.then(end, end);
    while (!over.signal.aborted) await this.#readAll();
    return work;
  }

  async #readAll(): Promise<void> {
    for (const path of this.#paths) {
      const started = performance.now();
      expect((await this.#visitor.get(path)).status).to.equal(200);
      this.#times.push(performance.now() - started);
    }
  }
}
