import { z } from 'zod';
import { statuses } from './review.ts';

const optional = <Schema extends z.ZodType>(schema: Schema) =>
  z.preprocess((value) => (value === '' ? undefined : value), schema.optional());

/** What a link or the filter above the list asks for; anything odd is left out rather than refused. */
export const FilterInput = z.object({
  status: optional(z.enum(statuses)).catch(undefined),
  rating: optional(z.coerce.number().int().min(1).max(5)).catch(undefined),
  name: optional(z.string().trim().max(120)).catch(undefined),
});

/** The moment that a link leads to; see `findMoment`. */
export const MomentInput = z.object({
  t: optional(z.coerce.number().min(0).max(100_000)).catch(undefined),
  answer: optional(z.string().max(40)).catch(undefined),
});

/** "2026-11-23T10:00:00.000Z_01h…": the last entry of the page before. */
export const PlaceInput = z
  .string()
  .regex(/^[\d\-T:.]+Z_[0-9a-z]{26}$/)
  .transform((text) => ({ submittedAt: text.slice(0, text.indexOf('_')), id: text.slice(text.indexOf('_') + 1) }))
  .optional()
  .catch(undefined);

export const RatingInput = z.object({
  rating: z.union([
    z.literal('').transform(() => null),
    z.coerce.number().int().min(1, 'Rate from 1 to 5.').max(5, 'Rate from 1 to 5.'),
  ]),
});

export const StatusInput = z.object({ status: z.enum(statuses, 'Choose one of the four.') });

export const NoteInput = z.object({
  text: z.string().trim().min(1, 'Write something first.').max(5000, 'Use at most 5,000 characters.'),
  answerId: z
    .string()
    .optional()
    .transform((id) => id || null),
  atSeconds: optional(z.coerce.number().min(0).max(100_000)).transform((seconds) => seconds ?? null),
});
