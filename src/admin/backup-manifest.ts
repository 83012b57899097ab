import { createHash } from 'node:crypto';
import fs from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { flush } from '../platform/snapshot.ts';

/** A file of a backup; its path is the one it has under `storage/`. */
export interface StoredFile {
  path: string;
  bytes: number;
  /** Hex. */
  sha256: string;
  /** When it was last changed where it came from, in whole milliseconds: with the size it tells whether it still is the same. */
  mtimeMs: number;
}

export interface Manifest {
  format: 1;
  madeAt: string;
  version: string;
  files: StoredFile[];
}

const fileName = 'manifest.json';

export async function writeManifest(folder: string, manifest: Manifest): Promise<void> {
  await writeFile(path.join(folder, fileName), JSON.stringify(manifest, null, 1));
  await flush(path.join(folder, fileName));
}

/** @throws Error where there is none, or one of another format */
export async function readManifest(folder: string): Promise<Manifest> {
  const manifest = JSON.parse(await readFile(path.join(folder, fileName), 'utf8')) as Manifest;
  if (manifest.format !== 1) throw new Error(`Its manifest has the format ${String(manifest.format)}`);
  return manifest;
}

export async function sha256OfFile(file: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(fs.createReadStream(file, { highWaterMark: 1 << 20 }), hash);
  return hash.digest('hex');
}
