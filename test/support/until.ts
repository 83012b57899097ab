import { setTimeout } from 'node:timers/promises';

/** Waits for something to be true, looking often; says after how many seconds it was. @throws after `seconds` */
export async function until(isTrue: () => boolean | Promise<boolean>, seconds: number, everyMs = 20): Promise<number> {
  const started = performance.now();
  const passed = () => (performance.now() - started) / 1000;
  while (!(await isTrue())) {
    if (passed() > seconds) throw new Error(`Waited ${seconds} s in vain`);
    await setTimeout(everyMs);
  }
  return passed();
}
