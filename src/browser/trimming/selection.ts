import type { Cut } from './cuts.ts';

/** What is chosen on the strip or in the words, and what is proposed to be cut, before anything is. */
export class Selection extends EventTarget {
  #span: Cut | undefined;
  #proposed: Cut[] = [];

  get span(): Cut | undefined {
    return this.#span;
  }

  get proposed(): Cut[] {
    return this.#proposed;
  }

  select(from: number, to: number): void {
    this.#span = from < to ? [from, to] : [to, from];
    this.#tell();
  }

  clear(): void {
    if (!this.#span) return;
    this.#span = undefined;
    this.#tell();
  }

  propose(cuts: Cut[]): void {
    this.#proposed = cuts;
    this.#tell();
  }

  #tell(): void {
    this.dispatchEvent(new Event('change'));
  }
}
