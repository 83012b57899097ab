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

const aCount = 'Write a whole number of backups, from 1 to 365.';

export const KeepBackupsInput = z.object({
  keep: z
    .string(aCount)
    .trim()
    .regex(/^\d+$/, aCount)
    .transform(Number)
    .pipe(z.number().min(1, aCount).max(365, aCount)),
});

const aPlace = z
  .string()
  .regex(/^[0-9a-z]{26}$/)
  .optional()
  .catch(undefined);

export const JobPlaces = z.object({ waiting: aPlace, failed: aPlace, cancelled: aPlace });

export const SuccessorInput = z.object({
  successor: z.string('Choose who takes over.').min(1, 'Choose who takes over.'),
});

/** Nothing means for good. */
export const days = z
  .string()
  .trim()
  .optional()
  .transform((value) => (value ? value : null))
  .refine(
    (value) => value === null || (/^\d{1,4}$/.test(value) && Number(value) >= 1 && Number(value) <= 3650),
    aNumber,
  )
  .transform((value) => (value === null ? null : Number(value)));

export const FormRetentionInput = z
  .object({ mediaDays: days, responseDays: days })
  .refine(({ mediaDays, responseDays }) => mediaDays !== null || responseDays !== null, {
    path: ['mediaDays'],
    message: 'Write a number of days in at least one of the two.',
  });
