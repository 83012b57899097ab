/**
 * A place that a folder leaves open for one further to the right, filled once in app.ts or jobs.ts.
 * Calling it before that is an error: a forgotten connection shows at the first use.
 */
export class Hook<Arguments extends unknown[], Result> {
  readonly #name: string;
  #work: ((...args: Arguments) => Result) | undefined;

  constructor(name: string) {
    this.#name = name;
  }

  fill(work: (...args: Arguments) => Result): void {
    this.#work = work;
  }

  run(...args: Arguments): Result {
    if (!this.#work) throw new Error(`Nothing fills the hook ${this.#name}`);
    return this.#work(...args);
  }
}
