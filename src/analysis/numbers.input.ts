import { DateTime } from 'luxon';
import { z } from 'zod';

const day = z
  .string()
  .default('')
  .transform((text) => text.trim())
  .refine((text) => text === '' || DateTime.fromFormat(text, 'yyyy-MM-dd').isValid, 'Write a day, such as 2026-11-27.')
  .transform((text) => text || undefined);

/** What the page is asked to count, and with what to compare it: `before`, or a form's id. Days are included. */
export const NumbersInput = z
  .object({
    from: day,
    to: day,
    with: z.string().max(40).default(''),
    from2: day,
    to2: day,
  })
  .superRefine(({ from, to, from2, to2, with: other }, context) => {
    const complain = (path: string, message: string) => context.addIssue({ code: 'custom', path: [path], message });
    if (from && to && from > to) complain('to', 'This is before the first day.');
    if (from2 && to2 && from2 > to2) complain('to2', 'This is before the first day.');
    if (other === 'before' && !from) complain('from', 'Choose a first day, so that something lies before it.');
  });

export type NumbersAsked = z.output<typeof NumbersInput>;
