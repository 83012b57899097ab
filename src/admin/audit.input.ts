import { z } from 'zod';
import { kinds, type Kind } from './audit.ts';

const day = z
  .string()
  .trim()
  .transform((value) => value || undefined)
  .pipe(z.iso.date('Choose a day, such as 2026-11-25.').optional())
  .optional();

export const AuditInput = z
  .object({
    person: z
      .string()
      .trim()
      .max(120, 'Use at most 120 characters.')
      .transform((value) => value || undefined)
      .optional(),
    kind: z
      .string()
      .transform((value) => (Object.keys(kinds) as Kind[]).find((kind) => kind === value))
      .optional(),
    from: day,
    to: day,
  })
  .refine(({ from, to }) => !from || !to || from <= to, {
    path: ['to'],
    message: 'The last day must not come before the first.',
  });
