import fs from 'node:fs/promises';
import { crowd } from '../support/crowd.ts';
import { withProduct } from './product.ts';
import type { Row } from './row.ts';

const uploaders = 200;
const megabyte = 2 ** 20;
const pieces = 5;

/** Everybody sends at once, while the worker makes MP4s of what is there already. */
export function benchUploads(take: string): Promise<Row[]> {
  return withProduct(async (product) => {
    const recorded = new Uint8Array(await fs.readFile(take)).subarray(0, pieces * megabyte);
    await product.start();
    await product.figures();
    const { lost } = await crowd(product.deps, product.origin, uploaders, recorded);
    const { loopDelayP99, peakMemory } = await product.figures();
    return [
      { name: `${uploaders} uploads of ${pieces} MB at once: lost`, unit: '', ours: lost, goal: { atMost: 0 } },
      { name: '… event-loop delay at p99', unit: 'ms', ours: loopDelayP99, goal: { atMost: 100 } },
      { name: '… peak memory of the server', unit: 'MB', ours: peakMemory / megabyte, goal: { atMost: 400 } },
    ];
  });
}
