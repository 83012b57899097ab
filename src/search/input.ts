import { DateTime } from 'luxon';
import { z } from 'zod';
import { longestQuery } from './query.ts';
import { feelings } from '../analysis/sentiment/sentiment.ts';
import { kinds, languages, orders } from './wanted.ts';

const left = <Schema extends z.ZodType>(schema: Schema) =>
  z.preprocess((value) => (value === '' ? undefined : value), schema.optional()).catch(undefined);
const date = left(z.iso.date());
const score = left(z.coerce.number().int().min(0).max(10));

/** What is looked for; anything odd is left out rather than refused. */
export const SearchInput = z.object({
  /** A space at its end says that the last word is whole. */
  q: z
    .string()
    .transform((text) => text.trimStart().slice(0, longestQuery))
    .catch(''),
  kind: left(z.enum(kinds)),
  form: left(z.string().regex(/^[0-9a-z]{1,40}$/)),
  from: date,
  to: date,
  rating: left(z.coerce.number().int().min(1).max(5)),
  scoreFrom: score,
  scoreTo: score,
  feeling: left(z.enum(feelings)),
  language: left(z.enum(languages)),
  person: left(z.string().trim().max(120)),
  order: z.enum(orders).catch('best'),
  /** The place of the last one of the page before. */
  after: left(z.coerce.number().int().min(1).max(Number.MAX_SAFE_INTEGER)),
});

/** When a day begins for somebody in that zone, or the day after it; UTC as the database holds it. */
export function startOfDay(day: string, zone: string, daysLater = 0): string | undefined {
  return DateTime.fromISO(day, { zone }).plus({ days: daysLater }).toUTC().toISO() ?? undefined;
}
