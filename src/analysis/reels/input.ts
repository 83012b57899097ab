import { z } from 'zod';

import { peopleChoices, usualPeople } from './best-of.ts';
import { namings } from './reel.ts';
import { shifts } from './shift.ts';

const title = z
  .string('Give the reel a title.')
  .trim()
  .min(1, 'Give the reel a title.')
  .max(120, 'Use at most 120 characters.');

/** A box that is not ticked is not sent. */
const flag = z
  .string()
  .default('')
  .transform((value) => value !== '');

export const NewReelInput = z.object({ title });

export const ReelInput = z.object({
  title,
  showsQuestions: flag,
  burnsCaptions: flag,
  names: z.enum(namings, 'Choose what is shown of names.'),
});

const seconds = z
  .string()
  .trim()
  .default('')
  .transform((text) => (text === '' ? null : Number(text.replace(',', '.'))))
  .refine((value) => value === null || Number.isFinite(value), 'Write seconds, such as 12.5.');

/** What is quoted of an answer. */
export const QuoteInput = z.object({
  answer: z.string('Choose a quote.').min(1, 'Choose a quote.').max(100),
  start: seconds,
  end: seconds,
  text: z
    .string()
    .max(20_000, 'That is too long.')
    .default('')
    .transform((text) => text || null),
});

/** To which reel: one of the form's, or a new one. */
export const WhichInput = z.object({ reel: z.string('Choose a reel.').min(1, 'Choose a reel.').max(100) });

/** With how many people a reel of a theme begins. */
export const BestOfInput = z.object({
  people: z
    .string()
    .default(String(usualPeople))
    .transform(Number)
    .refine((number) => peopleChoices.includes(number), 'Choose how many people.'),
});

export const CardInput = z.object({
  title: z.string('Write a title.').trim().min(1, 'Write a title.').max(120, 'Use at most 120 characters.'),
  text: z
    .string()
    .trim()
    .max(300, 'Use at most 300 characters.')
    .default('')
    .transform((text) => text || null),
});

/** Where a card comes to stand. */
export const PlaceInput = z.object({ place: z.enum(['start', 'end']).default('end') });

const moment = z
  .string('Write seconds, such as 12.5.')
  .trim()
  .regex(/^\d{1,6}([.,]\d+)?$/, 'Write seconds, such as 12.5.')
  .transform((text) => Number(text.replace(',', '.')));

export const SpanInput = z.object({ start: moment, end: moment });
export const ShiftInput = z.object({ shift: z.enum(shifts) });

export const PositionInput = z.object({
  position: z
    .string()
    .regex(/^\d{1,4}$/)
    .transform(Number),
});

/** Who agreed, and to how much of their names. */
export const AgreementInput = z
  .object({
    sure: z.literal('yes', 'Tick the box first, or leave the reel unshared.'),
    person: z.union([z.string().transform((id) => [id]), z.array(z.string())]).catch([]),
    names: z.enum(namings).catch('none'),
  })
  .transform(({ person: people, names }) => ({ people, names }));

/** What quotes are looked for by. */
export const PicksInput = z.object({
  q: z.string().trim().max(200).catch('').default(''),
  from: z
    .string()
    .max(100)
    .catch('')
    .default('')
    .transform((text) => text || undefined),
  recorded: flag.catch(false),
  before: z.string().max(100).optional().catch(undefined),
});
