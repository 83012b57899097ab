import type { Clock } from '../platform/clock.ts';

/** Stands where it is set: everything in the demo happened some days ago. */
export class PastClock implements Clock {
  #now = new Date();

  set(daysAgo: number): void {
    this.#now = new Date(Date.now() - daysAgo * 86_400_000);
  }

  now(): Date {
    return this.#now;
  }
}
