import { z } from 'zod';

const aNumber = 'Write a whole number of days, from 1 to 3650.';

export const RetentionInput = z.object({
  days: z
    .string(aNumber)
    .trim()
    .regex(/^\d+$/, aNumber)
    .transform(Number)
    .pipe(z.number().min(1, aNumber).max(3650, aNumber)),
});

export const SuccessorInput = z.object({
  successor: z.string('Choose who takes over.').min(1, 'Choose who takes over.'),
});
