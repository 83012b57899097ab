import fs from 'node:fs/promises';
import path from 'node:path';

/** One backup: a folder that holds what `storage/` held, with a manifest. Told in its `backup.json`. */
export interface Backup {
  /** Of its folder: the moment it was begun, such as `2026-11-25T03-10-00-000Z`. */
  name: string;
  madeAt: string;
  verifiedAt: string;
  /** The version of the program that made it. */
  version: string;
  seconds: number;
  files: number;
  bytes: number;
  /** What it took that no backup before held. */
  newBytes: number;
}

/** Written last before the folder gets its name: a folder without it is no backup. */
export const summaryFile = 'backup.json';

export function nameFor(madeAt: string): string {
  return madeAt.replaceAll(/[:.]/g, '-');
}

const aBackup = /^\d{4}-\d\d-\d\dT\d\d-\d\d-\d\d-\d{3}Z$/;

/** Newest first. What is half made has another name, and what cannot be read is left out. */
export async function listBackups(folder: string): Promise<Backup[]> {
  const names = (await fs.readdir(folder).catch(() => [])).filter((name) => aBackup.test(name));
  const found = await Promise.all(names.toSorted().map((name) => readBackup(path.join(folder, name))));
  return found.filter((backup) => backup !== undefined).toReversed();
}

/** The backup that a folder holds, if it is one. */
export async function readBackup(folder: string): Promise<Backup | undefined> {
  try {
    const told = JSON.parse(await fs.readFile(path.join(folder, summaryFile), 'utf8')) as Omit<Backup, 'name'>;
    return { ...told, name: path.basename(folder) };
  } catch {
    return undefined;
  }
}

const halfMade = '.making-';
const leaving = '.leaving-';

export function folderInTheMaking(folder: string, name: string): string {
  return path.join(folder, halfMade + name);
}

/** What a process left that died while it made or deleted one. */
export async function clearLeftovers(folder: string): Promise<void> {
  for (const name of await fs.readdir(folder)) {
    if (!name.startsWith(halfMade) && !name.startsWith(leaving)) continue;
    await fs.rm(path.join(folder, name), { recursive: true, force: true });
  }
}

/** Deletes the oldest but for `keep`. Renamed first, so that no backup is ever listed that lacks something. */
export async function deleteOldest(folder: string, keep: number): Promise<void> {
  for (const { name } of (await listBackups(folder)).slice(keep)) {
    await fs.rename(path.join(folder, name), path.join(folder, leaving + name));
    await fs.rm(path.join(folder, leaving + name), { recursive: true, force: true });
  }
}
