import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { atEnd } from '../support/ending.ts';
import { mebibyte } from './noise.ts';

/** A disk that can be filled without harm to others; gone at the end of the test. */
export class SmallDisk {
  readonly storage: string;
  readonly #ballast: string;

  constructor(mebibytes: number) {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'reelay-disk-'));
    mount(folder, mebibytes);
    atEnd(() => {
      // Lazily: a program that was killed may need a moment to let go.
      execFileSync('umount', ['--lazy', folder]);
      fs.rmdirSync(folder);
    });
    this.storage = path.join(folder, 'storage');
    this.#ballast = path.join(folder, 'ballast');
  }

  /** Bytes that are left. */
  get free(): number {
    const { bavail, bsize } = fs.statfsSync(path.dirname(this.#ballast));
    return bavail * bsize;
  }

  /** Takes all room but this. */
  fill(leaving: number): void {
    this.makeRoom();
    try {
      fs.writeFileSync(this.#ballast, Buffer.alloc(Math.max(0, this.free - leaving)));
    } catch (error) {
      // Somebody else took some of it meanwhile: it is full all the same.
      if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
    }
  }

  makeRoom(): void {
    fs.rmSync(this.#ballast, { force: true });
  }
}

function mount(folder: string, mebibytes: number): void {
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${mebibytes * mebibyte}`, 'reelay', folder], { stdio: 'pipe' });
  } catch (error) {
    throw new Error('This needs a small disk. Run it as root, where tmpfs may be mounted.', { cause: error });
  }
}
