import fs from 'node:fs/promises';
import type { Deps } from '../../platform/deps.ts';
import { moment, spoken } from '../../platform/http/words.ts';
import { newestMoment } from '../overview.store.ts';
import type { Check } from './check.ts';

const setIt =
  'Let the system keep its own time: “timedatectl set-ntp true”, or in a container on the machine below it.';
const allowedMs = 120_000;

/**
 * Without asking anybody outside it can be known that the clock was set: back, where something stored is dated later
 * than now, or either way while this process ran. That it has always been wrong only another clock can tell; the page
 * compares it with that of whoever looks at it.
 */
export async function checkClock({ db, clock, storage }: Deps): Promise<Check> {
  const now = clock.now().getTime();
  const [stored, written] = await Promise.all([newestMoment(db), changedAt(storage.database)]);
  const newest = Math.max(stored ? Date.parse(stored) : 0, written);
  if (newest - now > allowedMs) {
    const words = `The clock was set back: something here was stored on ${moment(new Date(newest).toISOString())} (UTC), which is still to come.`;
    return { part: 'Clock', tone: 'danger', words, todo: setIt };
  }
  const jumped = jumpedMs();
  if (Math.abs(jumped) > allowedMs) {
    const words = `It was set ${jumped > 0 ? 'forward' : 'back'} by ${spoken(Math.round(Math.abs(jumped) / 1000))} while Reelay ran.`;
    return { part: 'Clock', tone: 'warning', words, todo: `If that was no correction: ${setIt}` };
  }
  const words = `${moment(new Date(now).toISOString())} (UTC), in step with everything stored`;
  return { part: 'Clock', tone: 'success', words };
}

const began = { wall: Date.now(), steady: performance.now() };

/** How much further the clock on the wall went than the one that nobody can set. */
function jumpedMs(): number {
  return Date.now() - began.wall - (performance.now() - began.steady);
}

function changedAt(file: string): Promise<number> {
  return fs.stat(file).then(
    ({ mtimeMs }) => mtimeMs,
    () => 0,
  );
}
