import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { packageRoot } from '../../src/platform/config.ts';

/**
 * A clone of the project on a machine that has nothing but Node: its set-up is the real one, while npm and the
 * package managers are scripts that write down how they were called.
 */
export class BareMachine {
  readonly root = fs.mkdtempSync(path.join(os.tmpdir(), 'reelay-bare-'));
  readonly #bin = path.join(this.root, 'bin');
  readonly #diary = path.join(this.root, 'diary');

  constructor({ programs = ['ffmpeg', 'ffprobe', 'npm'] } = {}) {
    for (const file of ['src/setup.mjs', 'src/setup', 'src/transcripts/fetch-model.mjs', 'package-lock.json']) {
      fs.cpSync(path.join(packageRoot, file), path.join(this.root, file), { recursive: true });
    }
    this.write('src/browser/page.ts', '');
    for (const system of ['env', 'tar', 'gzip', 'mkdir', 'touch']) this.#link(system);
    for (const program of programs) this.program(program);
  }

  /** Puts a program on the path; unless told otherwise it notes its call and succeeds. */
  program(name: string, script = standard[name] ?? ''): void {
    this.write(`bin/${name}`, `#!/bin/sh\necho "${name} $*" >> '${this.#diary}'\n${script}\n`);
    fs.chmodSync(path.join(this.#bin, name), 0o755);
  }

  write(file: string, text: string): void {
    const whole = path.join(this.root, file);
    fs.mkdirSync(path.dirname(whole), { recursive: true });
    fs.writeFileSync(whole, text);
  }

  /** Runs the set-up and tells what it said and which programs it called. */
  setUp(goal: string, environment: Record<string, string> = {}) {
    fs.writeFileSync(this.#diary, '');
    const started = performance.now();
    const { status, stdout, stderr } = spawnSync(process.execPath, [path.join(this.root, 'src/setup.mjs'), goal], {
      encoding: 'utf8',
      env: { PATH: this.#bin, ...environment },
    });
    const milliseconds = performance.now() - started;
    const calls = fs.readFileSync(this.#diary, 'utf8').split('\n').filter(Boolean);
    return { status, said: stdout + stderr, calls, milliseconds };
  }

  end(): void {
    fs.rmSync(this.root, { recursive: true });
  }

  #link(program: string): void {
    const found = ['/usr/bin', '/bin'].map((folder) => path.join(folder, program)).find((file) => fs.existsSync(file));
    fs.mkdirSync(this.#bin, { recursive: true });
    fs.symlinkSync(found ?? program, path.join(this.#bin, program));
  }
}

const built = 'node_modules/sqlite3/build/Release';

const standard: Record<string, string> = {
  npm: `case "$1" in
    ci) mkdir -p ${built}; touch ${built}/node_sqlite3.node ;;
    pack) echo 'npm error code ENOTFOUND' >&2; echo 'npm error the registry cannot be reached' >&2; exit 1 ;;
  esac`,
  sudo: 'shift; "$@"',
};
