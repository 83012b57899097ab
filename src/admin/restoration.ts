import fs from 'node:fs/promises';
import path from 'node:path';
import { isOpenElsewhere, openForReading } from '../platform/database.ts';
import type { Deps } from '../platform/deps.ts';
import type { Storage } from '../platform/files.ts';
import { pendingMigrations } from '../platform/migrate.ts';
import { flush, integrityOf } from '../platform/snapshot.ts';
import { readBackup, type Backup } from './backup.ts';
import { belongs, notOurs } from './backup-files.ts';
import { databaseFile } from './backup-making.ts';
import { readManifest, sha256OfFile, type Manifest, type StoredFile } from './backup-manifest.ts';
import { readErasures, type Erasure } from './erasures.ts';
import { listErasures } from './erasures.store.ts';

/** Why a backup was not restored; nothing has been changed then. */
export class NotRestored extends Error {}

export interface Restored {
  backup: Backup;
  /** Where that lies now which was there before. */
  replaced: string | undefined;
  /** What was erased after the backup, or may have been: to be erased again. */
  erasures: Erasure[];
}

export type Target = Pick<Deps, 'storage' | 'config'>;

/**
 * Puts a backup where the workspace belongs. Every file is compared with its hash on its way into a folder beside it, and
 * only once all of them are right they take the places of what was there. @throws NotRestored
 */
export async function restore(folder: string, target: Target, overwrite: boolean): Promise<Restored> {
  const { storage } = target;
  const { backup, manifest } = await open(folder);
  const isTaken = await exists(storage.database);
  if (isTaken) await mayReplace(storage, overwrite);
  const inside = isTaken ? await erasuresIn(storage.database) : [];
  const beside = await readErasures(path.dirname(path.resolve(folder)));
  const making = storage.temporary('.restoring');
  try {
    for (const file of manifest.files) await copyVerified(folder, making, file);
    await expectUsable(path.join(making, databaseFile));
    return { backup, erasures: distinct([...inside, ...beside]), replaced: await replace(making, target) };
  } finally {
    await fs.rm(making, { recursive: true, force: true });
  }
}

async function open(folder: string): Promise<{ backup: Backup; manifest: Manifest }> {
  const backup = await readBackup(folder);
  if (!backup) {
    throw new NotRestored(`There is no backup in ${folder}. Name the folder of one, as the page “Backups” shows it.`);
  }
  const manifest = await readManifest(folder).catch((error: unknown) => {
    throw new NotRestored(`The manifest of this backup cannot be read: ${(error as Error).message}`);
  });
  return { backup, manifest };
}

async function mayReplace({ root, database }: Storage, overwrite: boolean): Promise<void> {
  if (!overwrite) {
    throw new NotRestored(
      `There is a workspace in ${root} already. To put the backup in its place, say --overwrite; what is there is then moved aside.`,
    );
  }
  if (await isOpenElsewhere(database)) {
    throw new NotRestored(`Reelay is running on ${root}. Stop it first, then restore, then start it again.`);
  }
}

/** None from a database that cannot be read: that may be why somebody restores. */
async function erasuresIn(database: string): Promise<Erasure[]> {
  const db = openForReading(database);
  return listErasures(db)
    .catch(() => [])
    .finally(() => db.destroy());
}

function distinct(erasures: Erasure[]): Erasure[] {
  return [...new Map(erasures.map((erasure) => [erasure.id, erasure])).values()];
}

async function copyVerified(folder: string, making: string, file: StoredFile): Promise<void> {
  const to = path.join(making, file.path);
  if (path.relative(making, to).startsWith('..')) throw new NotRestored(`The manifest names ${file.path}.`);
  await fs.mkdir(path.dirname(to), { recursive: true });
  await fs.copyFile(path.join(folder, file.path), to).catch((error: NodeJS.ErrnoException) => {
    throw new NotRestored(`${file.path} could not be copied (${error.code}). Nothing was restored.`, { cause: error });
  });
  if ((await sha256OfFile(to)) !== file.sha256) {
    throw new NotRestored(`${file.path} is damaged in this backup. Nothing was restored: try the one before it.`);
  }
  // So that the next backup finds it unchanged.
  await fs.utimes(to, file.mtimeMs / 1000, file.mtimeMs / 1000);
  await flush(to);
}

async function expectUsable(database: string): Promise<void> {
  const integrity = await integrityOf(database);
  if (integrity !== 'ok') throw new NotRestored(`The database of this backup is damaged: ${integrity}`);
  const db = openForReading(database);
  await pendingMigrations(db).finally(() => db.destroy());
}

/** Moves aside whatever is there, even where no database is left of it, and gives the folder that it lies in now. */
async function replace(making: string, { storage: { root }, config }: Target): Promise<string | undefined> {
  const aside = path.join(root, 'replaced', new Date().toISOString().replaceAll(/[:.]/g, '-'));
  const names = (await fs.readdir(root)).filter((name) => belongs(root, name, notOurs(config)));
  let isReplaced = false;
  for (const name of names) {
    if (await isEmptyFolder(path.join(root, name))) {
      await fs.rmdir(path.join(root, name));
      continue;
    }
    await fs.mkdir(aside, { recursive: true, mode: 0o700 });
    await fs.rename(path.join(root, name), path.join(aside, name));
    isReplaced = true;
  }
  for (const name of await fs.readdir(making)) await fs.rename(path.join(making, name), path.join(root, name));
  return isReplaced ? aside : undefined;
}

function isEmptyFolder(folder: string): Promise<boolean> {
  return fs.readdir(folder).then(
    (names) => names.length === 0,
    () => false,
  );
}

function exists(file: string): Promise<boolean> {
  return fs.stat(file).then(
    () => true,
    () => false,
  );
}
