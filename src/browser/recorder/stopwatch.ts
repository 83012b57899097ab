/** Counts the seconds in which it runs. */
export class Stopwatch {
  #counted = 0;
  #since: number | undefined;
  #isStopped = false;

  get seconds(): number {
    const running = this.#since === undefined ? 0 : performance.now() - this.#since;
    return (this.#counted + running) / 1000;
  }

  get isStopped(): boolean {
    return this.#isStopped;
  }

  run(): void {
    if (!this.#isStopped) this.#since ??= performance.now();
  }

  hold(): void {
    this.#counted = this.seconds * 1000;
    this.#since = undefined;
  }

  /** For good. */
  stop(): void {
    this.hold();
    this.#isStopped = true;
  }
}
