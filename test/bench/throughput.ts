import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import { createClip } from '../../src/media/clip.ts';
import { updateClip } from '../../src/media/store.ts';
import { Nginx } from './nginx.ts';
import { withProduct, type Product } from './product.ts';
import type { Row } from './row.ts';
import { signIn } from './sign-in.ts';
import { median } from './statistics.ts';
import { bytesPerSecond } from './wrk.ts';

const load = { connections: 16, seconds: 2, fileBytes: 200e6 };
const rounds = 5;

/** Stretches of a large recording, sent by us, or by nginx once it has asked us, against nginx that asks nobody. */
export async function benchThroughput(): Promise<Row[]> {
  const missing = ['nginx', 'wrk'].filter((program) => spawnSync(program, ['-v']).error);
  if (missing.length > 0) {
    process.stdout.write(`How fast recordings are sent is not measured: ${missing.join(' and ')} missing.\n`);
    return [];
  }
  const name = `A 200 MB recording, ${load.connections} connections / nginx`;
  const direct = await withProduct((product) => measure(product, ({ origin }) => origin));
  const accelerated = { ACCEL_REDIRECT: '/protected/' };
  const behind = await withProduct((product) => measure(product, (_, nginx) => nginx.origin), accelerated);
  return [
    { name, unit: 'MB/s', ...direct, goal: { atLeastRatio: 0.6 } },
    { name: '… nginx in front, by X-Accel-Redirect', unit: 'MB/s', ...behind, goal: { atLeastRatio: 0.95 } },
  ];
}

/** In turn, after one round to warm up, so that both meet the same machine. In megabytes a second. */
async function measure(
  product: Product,
  originOf: (product: Product, nginx: Nginx) => string,
): Promise<{ ours: number; theirs: number }> {
  const clipId = await makeRecording(product);
  await product.start();
  const nginx = await Nginx.start(product);
  const cookie = await signIn(product);
  const measured: [number[], number[]] = [[], []];
  const addresses = [
    `${originOf(product, nginx)}/clips/${clipId}/play`,
    `${nginx.origin}/bare/${clipId}/play.mp4`,
  ] as const;
  for (let round = 0; round <= rounds; round++) {
    for (const [index, address] of addresses.entries()) {
      const rate = await bytesPerSecond(address, cookie, load);
      if (round > 0) measured[index as 0 | 1].push(rate / 1e6);
    }
  }
  await nginx.end();
  return { ours: median(measured[0]), theirs: median(measured[1]) };
}

/** Any bytes do: nobody looks at them. */
async function makeRecording({ deps }: Product): Promise<string> {
  const { db, clock, storage } = deps;
  const owner = { ownerKind: 'prompt', ownerId: 'bench', kind: 'video', maxBytes: 1e9 } as const;
  const { id } = await createClip(db, clock, owner);
  await updateClip(db, id, { state: 'ready' });
  fs.mkdirSync(storage.clip(id));
  fs.writeFileSync(storage.clip(id, 'play.mp4'), Buffer.alloc(load.fileBytes, 'x'));
  return id;
}
