import fs from 'node:fs';
import path from 'node:path';
import { createWorkspace } from '../../src/accounts/member.ts';
import type { Deps } from '../../src/platform/deps.ts';
import { openDeps } from './deps.ts';
import { folder } from './folder.ts';
import { Forked } from './forked.ts';

/** The product as it runs, and what it runs on, for whoever prepares its data and looks at its files. */
export interface Product {
  server: Forked;
  deps: Deps;
  owner: typeof owner & { id: string };
}

const owner = { name: 'Olive Finch', email: 'olive@marlow.example', password: 'correct horse 1' };

/**
 * Runs `work` with a product of its own, in a process and a storage folder that are gone afterwards. It has no speech
 * model: transcribing is measured by itself and would only disturb what comes next.
 */
export async function withProduct<T>(work: (product: Product) => Promise<T>): Promise<T> {
  const STORAGE_DIR = fs.mkdtempSync(path.join(folder, 'storage-'));
  const environment = { STORAGE_DIR, SPEECH_MODEL_DIR: path.join(STORAGE_DIR, 'models') };
  const deps = await openDeps(environment);
  const { id } = await createWorkspace(deps, 'Marlow & Finch', owner);
  const server = await Forked.start('server.ts', environment);
  try {
    return await work({ server, deps, owner: { ...owner, id } });
  } finally {
    await server.end();
    await Promise.all([deps.db.destroy(), deps.throttleDb.destroy()]);
    fs.rmSync(STORAGE_DIR, { recursive: true });
  }
}
