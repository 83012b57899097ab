import { DateTime } from 'luxon';
import type { Unit } from './buckets.ts';

/** What a stretch of a chart over time is called above its table. */
export const wordsForUnit = { day: 'Day', week: 'Week of', month: 'Month', year: 'Year' } as const satisfies Record<
  Unit,
  string
>;

const labelFormats: Record<Unit, string> = { day: 'd LLL', week: 'd LLL', month: 'LLL yyyy', year: 'yyyy' };

/** "2 Nov", "Nov 2026". @param start the ISO day on which it begins */
export function bucketLabel(start: string, unit: Unit): string {
  return DateTime.fromISO(start).toFormat(labelFormats[unit], { locale: 'en-GB' });
}
