import { DateTime } from 'luxon';
import { z } from 'zod';

const day = z
  .string()
  .trim()
  .refine((text) => text === '' || DateTime.fromFormat(text, 'yyyy-MM-dd').isValid, 'Write a day, such as 2026-11-27.')
  .transform((text) => text || null)
  .default(null);

/** Several boxes of one name come as a list, one alone as text, none not at all. */
const list = z
  .union([z.string().transform((text) => [text]), z.array(z.string())])
  .default([])
  .transform((ids) => [...new Set(ids)]);

/** What an analysis across forms is of; days are included. */
export const AcrossInput = z
  .object({
    name: z
      .string('Give the analysis a name.')
      .trim()
      .min(1, 'Give the analysis a name.')
      .max(120, 'Use at most 120 characters.'),
    forms: list
      .refine((ids) => ids.length > 0, 'Choose at least one form.')
      .refine((ids) => ids.length <= 100, 'Choose at most 100 forms.'),
    from: day,
    until: day,
  })
  .superRefine(({ from, until }, context) => {
    const message = 'This is before the first day.';
    if (from && until && from > until) context.addIssue({ code: 'custom', path: ['until'], message });
  })
  .transform(({ name, forms, from, until }) => ({ name, formIds: forms, fromDay: from, untilDay: until }));

/** Which forms are offered, and which are chosen so far. */
export const OfferInput = z.object({ find: z.string().trim().max(200).default(''), forms: list.catch([]) });
