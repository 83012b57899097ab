import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import net from 'node:net';
import path from 'node:path';
import { packageRoot } from '../../src/platform/config.ts';
import { atEnd } from './ending.ts';
import { until } from './until.ts';

export interface Program {
  /** From the package root; the whole product where absent. */
  file?: string;
  environment?: Record<string, string>;
}

/**
 * A server in a process of its own, over a storage folder, to be killed and started again. It keeps its port, as a
 * company's server does, and ends with the suite. Without a speech model: transcribing would only disturb.
 */
export class ServerProcess {
  readonly origin: string;
  readonly #program: string;
  readonly #environment: Record<string, string>;
  #child: ChildProcess | undefined;
  #log = '';

  private constructor(port: number, storage: string, { file = 'src/main.ts', environment }: Program) {
    this.origin = `http://127.0.0.1:${port}`;
    this.#program = path.join(packageRoot, file);
    const own = { STORAGE_DIR: storage, SPEECH_MODEL_DIR: path.join(storage, 'models'), PORT: String(port) };
    this.#environment = { NODE_ENV: 'production', HOST: '127.0.0.1', LOG_LEVEL: 'warn', ...own, ...environment };
  }

  static async start(storage: string, program: Program = {}): Promise<ServerProcess> {
    const server = new ServerProcess(await freePort(), storage, program);
    atEnd(() => server.kill());
    await server.#start();
    return server;
  }

  get pid(): number {
    return this.#child?.pid ?? 0;
  }

  get isAlive(): boolean {
    return this.#child?.exitCode === null && this.#child.signalCode === null;
  }

  /** What it printed, from all of its lives. */
  get log(): string {
    return this.#log;
  }

  /** With SIGKILL: nothing is put in order. */
  async kill(): Promise<void> {
    if (!this.isAlive) return;
    const ended = once(this.#child!, 'exit');
    this.#child!.kill('SIGKILL');
    await ended;
  }

  /** Gives the seconds until it could be reached. */
  async restart(environment: Record<string, string> = {}): Promise<number> {
    await this.kill();
    return this.#start(environment);
  }

  /** Waits until it has ended by itself. */
  async ended(seconds: number): Promise<void> {
    await until(() => !this.isAlive, seconds);
  }

  async #start(environment: Record<string, string> = {}): Promise<number> {
    this.#child = spawn(process.execPath, ['--import', 'tsx', this.#program], {
      cwd: packageRoot,
      env: { ...process.env, ...this.#environment, ...environment },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    for (const stream of [this.#child.stdout!, this.#child.stderr!]) {
      stream.on('data', (printed: Buffer) => (this.#log += printed.toString()));
    }
    return until(async () => {
      if (!this.isAlive) throw new Error(`The server ended before it could be reached:\n${this.#log}`);
      return isReachable(new URL(this.origin));
    }, 60);
  }
}

async function freePort(): Promise<number> {
  const server = net.createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as net.AddressInfo;
  server.close();
  return port;
}

function isReachable({ hostname, port }: URL): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = net.connect(Number(port), hostname);
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
    socket.once('connect', () => socket.destroy());
  });
}
