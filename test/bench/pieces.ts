import fs from 'node:fs';
import path from 'node:path';
import type { Piece } from '../../src/browser/wire.ts';
import { sha256 } from '../support/hash.ts';
import { TusUpload } from '../support/tus.ts';
import type { Product } from './product.ts';

export type Bytes = Uint8Array<ArrayBuffer>;

/** As many as seconds were recorded. */
export function inPieces(file: string, count: number): Bytes[] {
  const bytes = new Uint8Array(fs.readFileSync(file));
  const each = Math.ceil(bytes.length / count);
  return Array.from({ length: count }, (_, index) => bytes.subarray(index * each, (index + 1) * each));
}

export function declared(piece: Bytes): Piece {
  return { bytes: piece.length, sha256: sha256(piece) };
}

/** A system writes to the disk by itself what is older than half a minute. */
const unwritten = 30;

/** What is sent while recording goes on. Gives what sends the rest. */
export async function sendAllButLast(product: Product, ticket: string, pieces: Bytes[]): Promise<() => Promise<void>> {
  const upload = await TusUpload.begin(product.origin, ticket);
  for (const [index, piece] of pieces.slice(0, -1).entries()) {
    await upload.send(piece);
    if (index === pieces.length - unwritten) await onDisk(product, upload);
  }
  const length = pieces.reduce((sum, piece) => sum + piece.length, 0);
  return () => upload.send(pieces.at(-1)!, length);
}

async function onDisk({ deps }: Product, { id }: TusUpload): Promise<void> {
  const handle = await fs.promises.open(path.join(deps.storage.uploads, id), 'r+');
  await handle.sync().finally(() => handle.close());
}
