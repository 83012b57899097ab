import fs from 'node:fs/promises';
import path from 'node:path';
import type { Config } from '../platform/config.ts';
import { flush } from '../platform/snapshot.ts';
import { sha256OfFile, type StoredFile } from './backup-manifest.ts';

/** A file as it lies under `storage/`. */
export type Found = Omit<StoredFile, 'sha256'>;

/** Made anew, or no part of the workspace. */
const leftOut = new Set(['tmp', 'models', 'backups', 'upgrades', 'replaced']);

/** Whether something at the top of `storage/` is what a backup holds. `exclude`: absolute folders that are not. */
export function belongs(root: string, name: string, exclude: string[]): boolean {
  return !leftOut.has(name) && !exclude.includes(path.join(root, name));
}

/** Folders that may lie in `storage/` under any name. */
export function notOurs({ backupDir, speechModelDir }: Config): string[] {
  return [backupDir, speechModelDir];
}

/** Everything that people gave and that was made of it, but for the database, which is copied in a way of its own. */
export async function listFiles(root: string, exclude: string[]): Promise<Found[]> {
  const found: Found[] = [];
  const walk = async (folder: string): Promise<void> => {
    for (const entry of await fs.readdir(path.join(root, folder), { withFileTypes: true }).catch(noneIfGone)) {
      const name = path.join(folder, entry.name);
      if (name === 'db' || !belongs(root, name, exclude)) continue;
      if (entry.isDirectory()) await walk(name);
      else if (entry.isFile()) found.push(...(await measured(root, name)));
    }
  };
  await walk('');
  return found;
}

export async function measured(root: string, name: string): Promise<Found[]> {
  const stat = await fs.stat(path.join(root, name)).catch(undefinedIfGone);
  return stat ? [{ path: name, bytes: stat.size, mtimeMs: Math.trunc(stat.mtimeMs) }] : [];
}

/** What the backup before has of a file that has not changed since. */
export interface Earlier {
  folder: string;
  file: StoredFile;
}

export interface Kept {
  file: StoredFile;
  /** 0 where an earlier backup holds it too. */
  newBytes: number;
}

/**
 * Puts a file into a backup: a further name for what the backup before has, if it has not changed since; else a further
 * name for the file itself, which is never written to again; else a copy. Undefined for what has gone meanwhile.
 */
export async function keepFile(
  root: string,
  target: string,
  file: Found,
  earlier?: Earlier,
): Promise<Kept | undefined> {
  const [from, to] = [path.join(root, file.path), path.join(target, file.path)];
  await fs.mkdir(path.dirname(to), { recursive: true });
  if (earlier && (await linked(path.join(earlier.folder, file.path), to))) return { file: earlier.file, newBytes: 0 };
  // Only what is put into its place whole by a rename: a file that is written anew would change in the backup too.
  const isLinked = file.path.startsWith('clips/') && (await linked(from, to));
  if (!isLinked && !(await copied(from, to))) return undefined;
  const { size: bytes } = await fs.stat(to);
  return { file: { ...file, bytes, sha256: await sha256OfFile(to) }, newBytes: bytes };
}

/** False where it is on another disk, on one without hard links, or gone. */
async function linked(from: string, to: string): Promise<boolean> {
  return fs.link(from, to).then(
    () => true,
    (error: NodeJS.ErrnoException) => {
      if (['ENOSPC', 'EROFS', 'EIO', 'EDQUOT'].includes(error.code ?? '')) throw error;
      return false;
    },
  );
}

async function copied(from: string, to: string): Promise<boolean> {
  const isThere = await fs.copyFile(from, to, fs.constants.COPYFILE_FICLONE).then(() => true, falseIfGone);
  if (isThere) await flush(to);
  return isThere;
}

function isGone(error: NodeJS.ErrnoException): boolean {
  return error.code === 'ENOENT';
}

function noneIfGone(error: NodeJS.ErrnoException): [] {
  if (isGone(error)) return [];
  throw error;
}

function undefinedIfGone(error: NodeJS.ErrnoException): undefined {
  if (!isGone(error)) throw error;
}

function falseIfGone(error: NodeJS.ErrnoException): false {
  if (isGone(error)) return false;
  throw error;
}
