import fs from 'node:fs';
import path from 'node:path';
import { createWorkspace, type Member } from '../../src/accounts/member.ts';
import { closeDeps, type Deps } from '../../src/platform/deps.ts';
import { openDeps } from './deps.ts';
import { folder } from './folder.ts';
import { Forked, type Figures } from './forked.ts';

export const password = 'correct horse 1';

/**
 * The product, in a process and a storage folder of its own that are gone after `work`. It has no speech model:
 * transcribing is measured by itself and would only disturb what comes next.
 */
export async function withProduct<T>(
  work: (product: Product) => Promise<T>,
  settings: Record<string, string> = {},
): Promise<T> {
  const storage = fs.mkdtempSync(path.join(folder, 'storage-'));
  const environment = { STORAGE_DIR: storage, SPEECH_MODEL_DIR: path.join(storage, 'models'), ...settings };
  const deps = await openDeps(environment);
  const owner = await createWorkspace(deps, 'Marlow & Finch', {
    name: 'Olive',
    email: 'olive@marlow.example',
    password,
  });
  const product = new Product(deps, owner, environment);
  try {
    return await work(product);
  } finally {
    await product.end();
    await closeDeps(deps);
    fs.rmSync(storage, { recursive: true });
  }
}

export class Product {
  readonly deps: Deps;
  readonly owner: Member;
  readonly #environment: Record<string, string>;
  #server: Forked | undefined;

  constructor(deps: Deps, owner: Member, environment: Record<string, string>) {
    this.deps = deps;
    this.owner = owner;
    this.#environment = environment;
  }

  /**
   * Data is prepared before: SQLite refuses at once a transaction that read, and now wants to write, when another
   * process has written meanwhile.
   */
  async start(): Promise<void> {
    this.#server = await Forked.start('server.ts', this.#environment);
  }

  get origin(): string {
    return this.#running.origin;
  }

  figures(): Promise<Figures> {
    return this.#running.figures();
  }

  async end(): Promise<void> {
    await this.#server?.end();
  }

  get #running(): Forked {
    if (!this.#server) throw new Error('The product has not been started');
    return this.#server;
  }
}
