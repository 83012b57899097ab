import fs from 'node:fs/promises';
import path from 'node:path';
import { reservedBytes } from '../platform/disk.ts';
import { flush, integrityOf, snapshot } from '../platform/snapshot.ts';
import { clearLeftovers, folderInTheMaking, listBackups, nameFor, summaryFile, type Backup } from './backup.ts';
import { keepFile, listFiles, measured, type Earlier, type Found, type Kept } from './backup-files.ts';
import { readManifest, sha256OfFile, writeManifest, type StoredFile } from './backup-manifest.ts';

/** What a backup is made of and where it goes; all folders absolute. */
export interface Plan {
  storage: string;
  database: string;
  folder: string;
  /** Folders that are no part of it, although they may lie in `storage`. */
  exclude: string[];
  madeAt: string;
  version: string;
}

export const databaseFile = 'db/reelay.sqlite';

/**
 * Makes a backup under a name that nobody lists, verifies it, and only then gives it its own. The database comes first:
 * every file that it knows of is there by then.
 */
export async function makeBackup(plan: Plan, progress: (percent: number) => void): Promise<void> {
  const started = Date.now();
  await clearLeftovers(plan.folder);
  const target = folderInTheMaking(plan.folder, nameFor(plan.madeAt));
  try {
    await fs.mkdir(path.join(target, 'db'), { recursive: true, mode: 0o700 });
    await needRoom(plan, (await fs.stat(plan.database)).size);
    await snapshot(plan.database, path.join(target, databaseFile));
    const kept = [await keptDatabase(target), ...(await keepFiles(plan, target, progress))];
    await finish(plan, target, kept, started);
  } catch (error) {
    await fs.rm(target, { recursive: true, force: true }).catch(() => undefined);
    throw error;
  }
}

async function keptDatabase(target: string): Promise<Kept> {
  const [file] = await measured(target, databaseFile);
  return {
    file: { ...file!, sha256: await sha256OfFile(path.join(target, databaseFile)) },
    newBytes: file!.bytes,
  };
}

async function keepFiles(plan: Plan, target: string, progress: (percent: number) => void): Promise<Kept[]> {
  const found = await listFiles(plan.storage, plan.exclude);
  const earlier = await earlierFiles(plan.folder);
  const unchanged = (file: Found) => sameAs(file, earlier.get(file.path));
  if (!(await isSameDisk(plan))) await needRoom(plan, sum(found.filter((file) => !unchanged(file))));
  const total = Math.max(1, sum(found));
  const kept: Kept[] = [];
  let done = 0;
  for (const file of found) {
    const one = await keepFile(plan.storage, target, file, unchanged(file));
    if (one) kept.push(one);
    done += file.bytes;
    progress((done / total) * 99);
  }
  return kept;
}

/** By path, what the newest backup holds; nothing where its manifest cannot be read, for then all is copied anew. */
async function earlierFiles(folder: string): Promise<Map<string, Earlier>> {
  const [newest] = await listBackups(folder);
  if (!newest) return new Map();
  const from = path.join(folder, newest.name);
  const files = await readManifest(from).then(
    (manifest) => manifest.files,
    () => [],
  );
  return new Map(files.map((file) => [file.path, { folder: from, file }]));
}

function sameAs(file: Found, earlier: Earlier | undefined): Earlier | undefined {
  const isSame = earlier?.file.bytes === file.bytes && earlier.file.mtimeMs === file.mtimeMs;
  return isSame ? earlier : undefined;
}

async function finish({ folder, madeAt, version }: Plan, target: string, kept: Kept[], started: number): Promise<void> {
  const files = kept.map(({ file }) => file);
  await writeManifest(target, { format: 1, madeAt, version, files });
  await verify(target);
  const backup: Omit<Backup, 'name'> = {
    madeAt,
    version,
    verifiedAt: new Date(Date.parse(madeAt) + Date.now() - started).toISOString(),
    seconds: (Date.now() - started) / 1000,
    files: files.length,
    bytes: sum(files),
    newBytes: kept.reduce((bytes, { newBytes }) => bytes + newBytes, 0),
  };
  await fs.writeFile(path.join(target, summaryFile), JSON.stringify(backup));
  await flush(path.join(target, summaryFile));
  await fs.rename(target, path.join(folder, nameFor(madeAt)));
  await flush(folder);
}

/** What arrived is what the manifest says. Hashes were read from what was written; of the rest, the size is looked at. */
async function verify(target: string): Promise<void> {
  const integrity = await integrityOf(path.join(target, databaseFile));
  if (integrity !== 'ok') throw new Error(`The copy of the database is damaged: ${integrity}`);
  const { files } = await readManifest(target);
  for (const file of files) await verifySize(target, file);
}

async function verifySize(target: string, file: StoredFile): Promise<void> {
  const { size } = await fs.stat(path.join(target, file.path));
  if (size !== file.bytes) throw new Error(`${file.path} has ${size} bytes in the backup, and had ${file.bytes}`);
}

/** @throws an error like that of a full disk, before it is one */
async function needRoom(plan: Plan, bytes: number): Promise<void> {
  const { bavail, bsize } = await fs.statfs(plan.folder);
  const reserve = (await isSameDisk(plan)) ? reservedBytes : 0;
  if (bavail * bsize < bytes + reserve) throw Object.assign(new Error('No room for the backup'), { code: 'ENOSPC' });
}

async function isSameDisk({ storage, folder }: Plan): Promise<boolean> {
  const [one, other] = await Promise.all([fs.stat(storage), fs.stat(folder)]);
  return one.dev === other.dev;
}

function sum(files: { bytes: number }[]): number {
  return files.reduce((total, { bytes }) => total + bytes, 0);
}
