import fs from 'node:fs';
import path from 'node:path';
import type { ModelFiles } from './engine.ts';

/** A folder of model files; one that does not exist holds none. */
export class ModelFolder implements ModelFiles {
  readonly path: string;
  readonly #names: string[];

  constructor(folder: string) {
    this.path = folder;
    const names = fs.existsSync(folder) ? fs.readdirSync(folder) : [];
    this.#names = names.toSorted((a, b) => Number(b.includes('.int8.')) - Number(a.includes('.int8.')));
  }

  find(pattern: RegExp): string | undefined {
    const name = this.#names.find((name) => pattern.test(name));
    return name && path.join(this.path, name);
  }

  /** A line of a token list is the token, a space and its number. */
  hasToken(file: string, token: string): boolean {
    return fs.readFileSync(file, 'utf8').includes(`${token} `);
  }
}
