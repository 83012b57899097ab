import { execFileSync, spawn } from 'node:child_process';
import { atEnd } from '../support/ending.ts';
import { filmPath, script } from '../media/films.ts';

/** How much memory programs take that the server starts. They tell it through a pipe, for they may write no file. */
export class Measured {
  readonly #pipe = filmPath(`measured-${process.hrtime.bigint()}`);
  #told = '';

  constructor() {
    execFileSync('mkfifo', [this.#pipe]);
    // Open for writing too: otherwise it would end with the first of them.
    const reading = spawn('sh', ['-c', 'exec cat <> "$0"', this.#pipe]);
    reading.stdout.on('data', (chunk: Buffer) => (this.#told += chunk.toString()));
    atEnd(() => reading.kill());
  }

  /** What to give the server in place of the program's name. */
  program(name: string): string {
    return script(`measured-${name}`, `exec time -f %M -ao ${this.#pipe} ${name} "$@"`);
  }

  /** Of the largest, in bytes. */
  get peak(): number {
    const kibibytes = this.#told.match(/^\d+$/gm) ?? [];
    return Math.max(...kibibytes.map(Number)) * 1024;
  }
}
