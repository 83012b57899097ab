import { z } from 'zod';

const name = z
  .string('Give the theme a name.')
  .trim()
  .min(1, 'Give the theme a name.')
  .max(120, 'Use at most 120 characters.');
const description = z.string().trim().max(500, 'Use at most 500 characters.');

export const ThemeInput = z.object({
  name,
  description: description.default('').transform((text) => (text === '' ? null : text)),
});

export const DescribedInput = z.object({
  name,
  description: description.min(10, 'Say in a sentence what the theme is about.'),
});

export const OtherInput = z.object({ theme: z.string('Choose a theme.').min(1, 'Choose a theme.') });

/** `on`: the theme on whose page a quote stood, or `rest`; there one is again after it was moved. */
export const MoveInput = OtherInput.extend({
  on: z
    .string()
    .regex(/^\w{1,40}$/)
    .optional()
    .catch(undefined),
});

/** Left empty: as many as are told apart best. */
export const NumberInput = z.object({
  number: z
    .string()
    .trim()
    .regex(/^\d*$/, 'Write a whole number, or leave it empty.')
    .transform((text) => (text === '' ? undefined : Number(text)))
    .refine((number) => number === undefined || (number >= 2 && number <= 30), 'Choose from 2 to 30 themes.'),
});

export const StartInput = z.object({ anew: z.stringbool().default(false) });
