import { DateTime } from 'luxon';

/** Of a chart over time, from fine to coarse. */
export const units = ['day', 'week', 'month', 'year'] as const;
export type Unit = (typeof units)[number];

/** Stretches of equal length in somebody's zone, from the first to the last. */
export interface Buckets {
  unit: Unit;
  /** ISO days on which each begins. */
  starts: string[];
  /** Which one a minute in UTC ("2026-11-27T10:15") falls into, from 0. */
  indexOf(this: void, minute: string): number;
}

/**
 * As fine as can be read: days up to a month, weeks up to half a year, months up to three years, years beyond.
 * @param minutes sorted, at least one
 * @param finest where something else is to be seen beside it
 */
export function bucketsFor(minutes: string[], zone: string, finest: Unit = 'day'): Buckets {
  const dayOf = daysIn(zone);
  const [first, last] = [dayOf(minutes[0]!), dayOf(minutes.at(-1)!)];
  const days = DateTime.fromISO(last).diff(DateTime.fromISO(first), 'days').days;
  const fitting = [31, 183, 1096].filter((most) => days > most).length;
  const unit = units[Math.max(fitting, units.indexOf(finest))] ?? 'year';
  const startOf = (day: string) => DateTime.fromISO(day, { zone: 'utc' }).startOf(unit);
  const starts: string[] = [];
  for (let at = startOf(first); at <= startOf(last); at = at.plus({ [unit]: 1 })) starts.push(at.toISODate() ?? '');
  const known = new Map<string, number>();
  const place = (day: string) => starts.indexOf(startOf(day).toISODate() ?? '');
  return {
    unit,
    starts,
    indexOf(minute) {
      const day = dayOf(minute);
      if (!known.has(day)) known.set(day, place(day));
      return known.get(day) ?? 0;
    },
  };
}

/** The day that a minute in UTC is in that zone. */
function daysIn(zone: string): (minute: string) => string {
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short' });
  return (minute) => format.format(new Date(`${minute}:00Z`));
}
