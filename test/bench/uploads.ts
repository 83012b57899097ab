import { createHash, randomBytes } from 'node:crypto';
import fs from 'node:fs/promises';
import { createClip } from '../../src/media/clip.ts';
import { issueTicket } from '../../src/media/ticket.ts';
import { TusUpload } from '../support/tus.ts';
import { withProduct, type Product } from './product.ts';
import type { Row } from './row.ts';

const uploaders = 50;
const megabyte = 2 ** 20;
const pieces = 5;

/** Everybody sends at once, while the worker makes MP4s of what is there already. */
export function benchUploads(take: string): Promise<Row[]> {
  return withProduct(async (product) => {
    const recorded = new Uint8Array(await fs.readFile(take)).subarray(0, pieces * megabyte);
    await product.start();
    await product.figures();
    const arrived = await Promise.all(Array.from({ length: uploaders }, () => isKept(product, recorded)));
    const { loopDelayP99, peakMemory } = await product.figures();
    const lost = arrived.filter((kept) => !kept).length;
    return [
      { name: `${uploaders} uploads of ${pieces} MB at once: lost`, unit: '', ours: lost, goal: { atMost: 0 } },
      { name: '… event-loop delay at p99', unit: 'ms', ours: loopDelayP99 },
      { name: '… peak memory of the server', unit: 'MB', ours: peakMemory / megabyte },
    ];
  });
}

/** Sends a recording that nobody else sends, piece by piece, and compares what lies on the server with it. */
async function isKept(product: Product, recorded: Uint8Array<ArrayBuffer>): Promise<boolean> {
  const { db, clock, storage } = product.deps;
  const fields = { ownerKind: 'bench', ownerId: 'bench', kind: 'video', maxBytes: 1e9 } as const;
  const clip = await createClip(db, clock, fields);
  const sent = createHash('sha256');
  const ending = new Uint8Array(randomBytes(32));
  const upload = await TusUpload.begin(
    product.origin,
    issueTicket(product.deps, clip),
    recorded.length + ending.length,
  );
  for (const piece of [...inPieces(recorded), ending]) {
    sent.update(piece);
    await upload.send(piece);
  }
  const kept = await fs.readFile(storage.clip(clip.id, 'original'));
  return createHash('sha256').update(kept).digest('hex') === sent.digest('hex');
}

function inPieces(recorded: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer>[] {
  return Array.from({ length: pieces }, (_, index) => recorded.subarray(index * megabyte, (index + 1) * megabyte));
}
