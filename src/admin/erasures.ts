import fs from 'node:fs/promises';
import path from 'node:path';
import type { Deps } from '../platform/deps.ts';
import { Hook } from '../platform/hook.ts';
import * as store from './erasures.store.ts';
import type { Erasure } from './erasures.store.ts';

export type { Erasure } from './erasures.store.ts';

/** Erases once more what a backup has brought back; filled by whoever knows how. */
export const replayErasures = new Hook<[Deps, Erasure[]], Promise<void>>('replayErasures');

/**
 * Beside the backups, one line of JSON for each: a backup is older than what was erased after it, and where the storage
 * folder is lost, so is the database that remembers. Holds ids alone.
 */
function fileIn(folder: string): string {
  return path.join(folder, 'erasures.jsonl');
}

/** Adds what was erased since it was last looked at. Nothing where there is no folder for backups. */
export async function noteErasures({ db, config }: Pick<Deps, 'db' | 'config'>): Promise<void> {
  const isThere = await fs.stat(config.backupDir).then(
    (stat) => stat.isDirectory(),
    () => false,
  );
  if (!isThere) return;
  const noted = await readErasures(config.backupDir);
  const known = new Set(noted.map(({ id }) => id));
  const erased = (await store.listErasures(db)).filter(({ id }) => !known.has(id));
  if (erased.length === 0) return;
  // Begins a line of its own, in case a crash left half of one.
  await fs.appendFile(fileIn(config.backupDir), `\n${erased.map((each) => JSON.stringify(each)).join('\n')}\n`);
}

/** What was noted beside the backups of a folder. A line that a crash cut off is left out: it is noted again. */
export async function readErasures(folder: string): Promise<Erasure[]> {
  const text = await fs.readFile(fileIn(folder), 'utf8').catch(() => '');
  return text.split('\n').flatMap((line) => {
    try {
      return [JSON.parse(line) as Erasure];
    } catch {
      return [];
    }
  });
}

/** Remembers them in a database that came from a backup, and erases them there. */
export async function bringErasures(deps: Deps, erasures: Erasure[]): Promise<void> {
  await store.keepErasures(deps.db, erasures);
  if (erasures.length > 0) await replayErasures.run(deps, erasures);
}
