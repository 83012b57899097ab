import type { RequestHandler } from 'express';
import { until } from './until.ts';

let isDraining = false;
let answering = 0;

/** From now on nothing new is begun. */
export function startDraining(): void {
  isDraining = true;
}

export function isEnding(): boolean {
  return isDraining;
}

/** Health is told to the last; whoever else comes while the process ends is asked to come again. */
export const turnAwayWhileDraining: RequestHandler = (req, res, next) => {
  if (isDraining && req.path !== '/healthz' && req.path !== '/readyz') {
    res.set({ 'Retry-After': '5', Connection: 'close' });
    return void res.status(503).type('text').send('Reelay is being restarted. Try again in a few seconds.');
  }
  answering += 1;
  res.once('close', () => (answering -= 1));
  next();
};

/** Waits until everything that was begun has been answered, and no longer than that many seconds. */
export async function answered(seconds: number): Promise<void> {
  await until(() => answering === 0, seconds);
}
