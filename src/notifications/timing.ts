import { DateTime } from 'luxon';
import type { Choice } from './choice.ts';

/** From one time of day to another, "22:00" to "07:00"; over midnight where it ends before it begins. */
export interface Span {
  from: string;
  until: string;
  /** Of the day on which it begins; 1 is Monday, 7 Sunday (ISO 8601). */
  days: number[];
}

/** When somebody is told by mail of what happened at `moment`; undefined where they are not. */
export function dueAt(moment: Date, choice: Choice, zone: string): Date | undefined {
  if (choice.delivery === 'panel') return undefined;
  const wanted = choice.delivery === 'digest' ? nextDigest(moment, choice.digest, zone) : moment;
  return wanted && heldUntil(wanted, choice, zone);
}

/** The first digest after a moment. */
export function nextDigest(moment: Date, { at, days }: Choice['digest'], zone: string): Date | undefined {
  const today = local(moment, zone);
  for (let ahead = 0; ahead <= 8; ahead++) {
    const day = today.plus({ days: ahead });
    const digest = days.includes(day.weekday) ? clockShows(day, at) : undefined;
    if (digest && digest.toMillis() > moment.getTime()) return digest.toJSDate();
  }
  return undefined;
}

/** The first moment from `moment` on that lies in no span; each end may lie within another span. */
export function heldUntil(moment: Date, { quiet, focus }: Pick<Choice, 'quiet' | 'focus'>, zone: string): Date {
  const spans = [quiet, focus].filter((span) => span !== undefined);
  let free = moment;
  // Two spans could hold each other up for ever: `holdsForever` is refused where they are chosen.
  for (let hops = 0; hops < 14; hops++) {
    const ends = spans.map((span) => endOf(span, free, zone)).filter((end) => end !== undefined);
    if (ends.length === 0) return free;
    free = new Date(Math.max(...ends.map(Number)));
  }
  return free;
}

/** Whether nothing could ever come through. */
export function holdsForever(choice: Pick<Choice, 'quiet' | 'focus'>): boolean {
  const aMonday = new Date('2026-01-05T00:00:00Z');
  return heldUntil(aMonday, choice, 'UTC').getTime() - aMonday.getTime() >= 6 * 86_400_000;
}

/** When the span ends that a moment lies in. */
function endOf({ from, until, days }: Span, moment: Date, zone: string): Date | undefined {
  const today = local(moment, zone);
  for (const day of [today.minus({ days: 1 }), today]) {
    if (!days.includes(day.weekday)) continue;
    const begins = clockShows(day, from);
    const ends = clockShowsLast(until > from ? day : day.plus({ days: 1 }), until);
    if (begins.toJSDate() <= moment && moment < ends.toJSDate()) return ends.toJSDate();
  }
  return undefined;
}

/** A zone that this machine does not know is taken for UTC: whoever has it is told all the same. */
function local(moment: Date, zone: string): DateTime {
  const there = DateTime.fromJSDate(moment, { zone });
  return there.isValid ? there : DateTime.fromJSDate(moment, { zone: 'UTC' });
}

/** The first moment of a day at which the clock shows that time or, where it jumps over it, a later one. */
function clockShows(day: DateTime, time: string): DateTime {
  const [hour = 0, minute = 0] = time.split(':').map(Number);
  const shown = day.set({ hour, minute, second: 0, millisecond: 0 });
  const isThere = shown.hour === hour && shown.minute === minute;
  return isThere ? (shown.getPossibleOffsets()[0] ?? shown) : jumpBefore(shown);
}

/** The last one: where the clock goes back, a time comes twice. */
function clockShowsLast(day: DateTime, time: string): DateTime {
  return clockShows(day, time).getPossibleOffsets().at(-1) ?? day;
}

/** The moment at which the clock was put forward, within the three hours before. */
function jumpBefore(after: DateTime): DateTime {
  let moment = after;
  while (moment.minus({ minutes: 1 }).offset === after.offset && after.diff(moment, 'hours').hours < 3)
    moment = moment.minus({ minutes: 1 });
  return moment;
}
