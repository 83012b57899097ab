/** Where the time comes from; a test brings its own. */
export interface Clock {
  now(): Date;
}

export const systemClock: Clock = { now: () => new Date() };

/** UTC, ISO 8601, as the database holds it. */
export function timestamp(clock: Clock): string {
  return clock.now().toISOString();
}

/** The moment `seconds` before (negative) or after now, as the database holds it. */
export function timestampIn(clock: Clock, seconds: number): string {
  return new Date(clock.now().getTime() + seconds * 1000).toISOString();
}
