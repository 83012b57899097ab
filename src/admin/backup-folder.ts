import fs from 'node:fs/promises';
import type { Config } from '../platform/config.ts';

/** What is wrong with the folder for backups, and what to do about it. */
export class FolderTrouble extends Error {}

/** Makes our own folder where it is missing. @throws FolderTrouble where none can be written */
export async function openBackupFolder({ backupDir, backupDirIsOurs }: Config): Promise<void> {
  try {
    if (backupDirIsOurs) await fs.mkdir(backupDir, { recursive: true, mode: 0o700 });
    const probe = await fs.mkdtemp(`${backupDir}/.making-probe-`);
    await fs.rmdir(probe);
  } catch (error) {
    throw inWords(error as NodeJS.ErrnoException, backupDir);
  }
}

/** The sentence about the folder, or undefined where a backup could be made. */
export function folderTrouble(config: Config): Promise<string | undefined> {
  return openBackupFolder(config).then(
    () => undefined,
    (error: unknown) => (error as Error).message,
  );
}

/** What the system or SQLite complained about, as a sentence where there is one for it. */
export function inWords(error: NodeJS.ErrnoException, folder: string): Error {
  const code = error.code ?? '';
  if (/^(ENOSPC|EDQUOT|SQLITE_FULL)/.test(code)) {
    return new FolderTrouble(
      `There is no room for a backup in ${folder}. Make some there, keep fewer backups, or set BACKUP_DIR to a larger disk.`,
    );
  }
  if (/^(EROFS|EACCES|EPERM|SQLITE_READONLY|SQLITE_CANTOPEN)/.test(code)) {
    return new FolderTrouble(
      `The folder ${folder} cannot be written to. Give the user that runs Reelay the right to write there, or mount the disk for writing.`,
    );
  }
  if (code === 'ENOENT' || code === 'ENOTDIR') {
    return new FolderTrouble(
      `There is no folder ${folder}. If it is on another disk, mount that; else create the folder, or set BACKUP_DIR to one that is there.`,
    );
  }
  return error;
}
