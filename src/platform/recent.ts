import type { Clock } from './clock.ts';

/**
 * Remembers for a moment what was asked for, so that a thousand who ask at once are one question. For as long again it
 * answers with what it knew, while it asks anew: nobody waits. Failures are not kept.
 */
export class Recent<T> {
  readonly #clock: Clock;
  readonly #keptMs: number;
  readonly #found = new Map<string, { at: number; value: Promise<T> }>();
  #sweptAt = 0;

  constructor(clock: Clock, keptSeconds: number) {
    this.#clock = clock;
    this.#keptMs = keptSeconds * 1000;
  }

  get(key: string, find: () => Promise<T>): Promise<T> {
    const at = this.#clock.now().getTime();
    this.#sweep(at);
    const known = this.#found.get(key);
    const age = known ? at - known.at : Infinity;
    if (known && age < this.#keptMs) return known.value;
    const value = find();
    this.#found.set(key, { at, value });
    value.catch(() => this.#found.delete(key));
    return known && age < 2 * this.#keptMs ? known.value : value;
  }

  #sweep(at: number): void {
    if (at - this.#sweptAt < this.#keptMs) return;
    this.#sweptAt = at;
    for (const [key, known] of this.#found) if (at - known.at >= 2 * this.#keptMs) this.#found.delete(key);
  }
}
