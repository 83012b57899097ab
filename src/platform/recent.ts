import type { Clock } from './clock.ts';

/** Remembers for a moment what was asked for, so that a thousand who ask at once are one question. Failures are not kept. */
export class Recent<T> {
  readonly #clock: Clock;
  readonly #keptMs: number;
  #found = new Map<string, { at: number; value: Promise<T> }>();
  #sweptAt = 0;

  constructor(clock: Clock, keptSeconds: number) {
    this.#clock = clock;
    this.#keptMs = keptSeconds * 1000;
  }

  get(key: string, find: () => Promise<T>): Promise<T> {
    const at = this.#clock.now().getTime();
    this.#sweep(at);
    const known = this.#found.get(key);
    if (known && at - known.at < this.#keptMs) return known.value;
    const value = find();
    this.#found.set(key, { at, value });
    value.catch(() => this.#found.delete(key));
    return value;
  }

  #sweep(at: number): void {
    if (at - this.#sweptAt < this.#keptMs) return;
    this.#sweptAt = at;
    for (const [key, known] of this.#found) if (at - known.at >= this.#keptMs) this.#found.delete(key);
  }
}
