import { DateTime } from 'luxon';
import { dayAndTime } from '../platform/http/words.ts';
import type { Message } from './message.ts';

type Expected = Pick<Message, 'expectation' | 'expectedAt'>;

/** How somebody reads dates. */
export interface Reader {
  timeZone: string;
  language: string;
}

const beginnings = {
  none: '',
  fyi: 'For your information',
  'reply-by': 'Reply by',
  'not-before': 'No reply needed before',
} as const;

/** What the author expects, in words before its moment, if it has one; undefined where they expect nothing. */
export function beginningOf({ expectation }: Expected): string | undefined {
  return beginnings[expectation] || undefined;
}

/** "Reply by Thursday 17:00", as the reader's clock shows it; empty where nothing is expected. */
export function expectationWords(message: Expected, { timeZone, language }: Reader, now: Date): string {
  const { expectedAt } = message;
  return [beginningOf(message), expectedAt && dayAndTime(expectedAt, now, timeZone, language)]
    .filter(Boolean)
    .join(' ');
}

/**
 * What a field of the type `datetime-local` holds, as UTC. A time that the clock jumps over is taken for the one it jumps
 * to, and of one that comes twice the first.
 */
export function fromClock(text: string, timeZone: string): string | undefined {
  const shown = DateTime.fromISO(text, { zone: timeZone });
  if (!shown.isValid) return undefined;
  return (shown.getPossibleOffsets()[0] ?? shown).toUTC().toISO() ?? undefined;
}

/** The other way around, to the minute. */
export function toClock(iso: string, timeZone: string): string {
  return DateTime.fromISO(iso, { zone: timeZone }).toFormat("yyyy-MM-dd'T'HH:mm");
}

const quarter = 1 / 4;
const twoHoursMs = 2 * 3_600_000;

/**
 * When those who have not looked are told once more: with a quarter of the time left, and two hours before at the latest.
 * Null where that has passed already.
 */
export function remindAt({ expectation, expectedAt }: Expected, from: Date): string | null {
  if (expectation !== 'reply-by' || expectedAt === null) return null;
  const due = Date.parse(expectedAt);
  const moment = due - Math.max((due - from.getTime()) * quarter, twoHoursMs);
  return moment > from.getTime() ? new Date(moment).toISOString() : null;
}

/** When they are told of it: what needs no reply before a moment does not come before it either. */
export function announceAt({ expectation, expectedAt }: Expected, now: Date): string {
  const at = now.toISOString();
  return expectation === 'not-before' && expectedAt !== null && expectedAt > at ? expectedAt : at;
}
