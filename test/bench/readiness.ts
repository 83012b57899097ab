import { execFile } from 'node:child_process';
import fs from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { createClip, getClip, type Clip } from '../../src/media/clip.ts';
import { issueTicket } from '../../src/media/ticket.ts';
import { TusUpload } from '../support/tus.ts';
import { folder } from './folder.ts';
import { withProduct, type Product } from './product.ts';
import type { Row } from './row.ts';
import { signIn } from './sign-in.ts';
import { median } from './statistics.ts';
import { seconds } from './stopwatch.ts';

const rounds = 5;
const lastPieceBytes = 256 * 1024;

/**
 * From the sending of the last piece of a take to an MP4 that is served, with the wait in the queue and the pictures,
 * against bare ffmpeg that does the same to the file and knows beforehand what is in it.
 */
export function benchReadiness(h264: string, vp8: string): Promise<Row[]> {
  return withProduct(async (product) => {
    await product.start();
    const cookie = await signIn(product);
    const ofH264 = await measure(product, cookie, h264, ['-c:v', 'copy']);
    const ofVp8 = await measure(product, cookie, vp8, ['-c:v', 'libx264', '-preset', 'veryfast', '-crf', '23']);
    return [
      { name: 'H.264, a minute: last byte to MP4 / bare ffmpeg', unit: 's', ...ofH264, goal: { ratio: 1.15 } },
      { name: 'VP8, a quarter of a minute: the same', unit: 's', ...ofVp8, goal: { ratio: 1.15 } },
    ];
  });
}

/** In turn, after one round to warm up, so that both meet the same machine. */
async function measure(
  product: Product,
  cookie: string,
  take: string,
  pictures: string[],
): Promise<{ ours: number; theirs: number }> {
  const [ours, theirs]: [number[], number[]] = [[], []];
  for (let round = 0; round <= rounds; round++) {
    const pair = [
      await untilReady(product, cookie, take),
      await afterRest(product, () => bareFfmpeg(take, pictures)),
    ] as const;
    if (round === 0) continue;
    ours.push(pair[0]);
    theirs.push(pair[1]);
  }
  return { ours: median(ours), theirs: median(theirs) };
}

async function untilReady(product: Product, cookie: string, take: string): Promise<number> {
  const { db, clock } = product.deps;
  const bytes = new Uint8Array(await fs.readFile(take));
  const clip = await createClip(db, clock, { ownerKind: 'prompt', ownerId: 'bench', kind: 'video', maxBytes: 1e9 });
  const upload = await TusUpload.begin(product.origin, issueTicket(product.deps, clip), bytes.length);
  await upload.send(bytes.subarray(0, -lastPieceBytes));
  return seconds(async () => {
    await upload.send(bytes.subarray(-lastPieceBytes));
    await ready(product, clip);
    await expectMp4(product, cookie, clip);
  });
}

async function ready({ deps }: Product, { id }: Clip): Promise<void> {
  for (;;) {
    const { state, error } = await getClip(deps.db, id);
    if (state === 'ready') return;
    if (state === 'failed') throw new Error(`The take could not be read: ${error}`);
    await sleep(10);
  }
}

async function expectMp4({ origin }: Product, cookie: string, { id }: Clip): Promise<void> {
  const served = await fetch(`${origin}/clips/${id}/play`, { headers: { Cookie: cookie } });
  await served.arrayBuffer();
  const type = served.headers.get('Content-Type');
  if (type !== 'video/mp4') throw new Error(`The take plays as ${served.status} ${type}`);
}

/** What follows a take that is ready, its storyboard, has its own time. */
async function afterRest({ deps }: Product, work: () => Promise<void>): Promise<number> {
  while (await deps.db('jobs').whereIn('state', ['queued', 'running']).first('id')) await sleep(50);
  return seconds(work);
}

/** Listens, makes the MP4 and takes a picture, one after another; as nice as ours, which on a busy machine stands back on purpose. */
async function bareFfmpeg(take: string, pictures: string[]): Promise<void> {
  const [mp4, still] = [path.join(folder, 'bare.mp4'), path.join(folder, 'bare.webp')];
  await nicely(['-i', take, '-vn', '-af', 'ebur128=peak=sample', '-f', 'null', '-']);
  await nicely(['-i', take, ...pictures, '-af', 'volume=2dB', '-c:a', 'aac', '-movflags', '+faststart', mp4]);
  await nicely(['-ss', '1', '-i', take, '-frames:v', '1', still]);
}

async function nicely(given: string[]): Promise<void> {
  await promisify(execFile)('nice', ['-n', '10', 'ffmpeg', '-nostdin', '-v', 'error', '-y', ...given]);
}
