import fs from 'node:fs';
import path from 'node:path';
import type { Clip } from '../../src/media/clip.ts';
import { atEnd } from '../support/ending.ts';
import type { World } from '../support/world.ts';

/** Looks into a clip's folder every few milliseconds: what lies there can be served. */
export class Visible {
  /** What was seen, and in which sizes. */
  readonly seen = new Map<string, Set<number>>();
  readonly #folder: string;
  readonly #timer: NodeJS.Timeout;

  constructor({ storage }: World, { id }: Clip) {
    this.#folder = storage.clip(id);
    this.#timer = setInterval(() => this.#look(), 3);
    atEnd(() => clearInterval(this.#timer));
  }

  end(): this {
    clearInterval(this.#timer);
    this.#look();
    return this;
  }

  get names(): string[] {
    return [...this.seen.keys()].toSorted();
  }

  /** Files that were seen while they grew. */
  get partial(): string[] {
    return this.names.filter((name) => this.seen.get(name)!.size > 1);
  }

  #look(): void {
    for (const name of fs.readdirSync(this.#folder)) {
      const { size } = fs.statSync(path.join(this.#folder, name));
      this.seen.set(name, (this.seen.get(name) ?? new Set<number>()).add(size));
    }
  }
}
