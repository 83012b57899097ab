import { setTimeout } from 'node:timers/promises';

/** Waits for something to be true, and no longer than that many seconds. */
export async function until(isTrue: () => boolean, seconds: number): Promise<void> {
  const end = performance.now() + seconds * 1000;
  while (!isTrue() && performance.now() < end) await setTimeout(50);
}
