import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import net from 'node:net';
import { createInterface } from 'node:readline';
import { after } from 'mocha';
import { packageRoot } from '../../src/platform/config.ts';
import type { World } from './world.ts';

/** The product as `npm start` runs it, on a world's storage folder: a process that a test may kill and start again. */
export class ServerProcess {
  readonly #world: World;
  #port = 0;
  #child: ChildProcess | undefined;

  constructor(world: World) {
    this.#world = world;
    after(() => this.kill());
  }

  get origin(): string {
    return `http://localhost:${this.#port}`;
  }

  get pid(): number {
    return this.#child?.pid ?? 0;
  }

  /** Resolves once it listens; on the same port each time. */
  async start(environment: Record<string, string> = {}): Promise<void> {
    this.#port ||= await freePort();
    const { storageDir, speechModelDir } = this.#world.config;
    const settings = { STORAGE_DIR: storageDir, SPEECH_MODEL_DIR: speechModelDir, PORT: String(this.#port) };
    const child = spawn(process.execPath, ['--import', 'tsx', 'src/main.ts'], {
      cwd: packageRoot,
      env: { ...process.env, LOG_LEVEL: 'info', ...settings, ...environment },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    this.#child = child;
    for await (const line of createInterface({ input: child.stdout })) if (line.includes('Reelay is ready')) break;
    child.stdout.resume();
  }

  /** As a power cut ends it. */
  async kill(): Promise<void> {
    const child = this.#child;
    this.#child = undefined;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    child.kill('SIGKILL');
    await once(child, 'exit');
  }
}

async function freePort(): Promise<number> {
  const server = net.createServer().listen(0);
  await once(server, 'listening');
  const { port } = server.address() as net.AddressInfo;
  server.close();
  return port;
}
