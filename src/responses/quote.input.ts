import { z } from 'zod';

const id = z.string().regex(/^[0-9a-z]{26}$/);

/** "01h….3": the fourth phrase of an answer. */
const ByPhrase = z.object({
  phrase: z
    .string()
    .regex(/^[0-9a-z]{26}\.\d{1,5}$/)
    .transform((text) => text.split('.'))
    .transform(([answer = '', phrase]) => ({ answer, phrase: Number(phrase) })),
});

const ByPlace = z.object({
  answer: id,
  from: z.coerce.number().int().min(0),
  to: z.coerce.number().int().min(1),
  text: z.string().min(1).max(20_000),
});

/** What the page was asked to pin. Line ends come back from forms as carriage returns, which pages do not show. */
export const PinInput = z
  .union([ByPhrase, ByPlace], 'Select some words first.')
  .transform((given) => ('phrase' in given ? given.phrase : { ...given, text: given.text.replaceAll('\r\n', '\n') }));

/** What the list of quotes is narrowed to; anything odd is left out rather than refused. */
export const QuotesInput = z.object({
  about: z.string().trim().max(120).default('').catch(''),
  before: id.optional().catch(undefined),
});

/** From which page it was asked: that of the response, where the answer itself is, or that of all quotes. */
export const PlaceOnPage = z.object({
  on: z.enum(['response', 'form']).catch('form'),
  /** Sent by “Undo”: the quote comes back and takes the focus along. */
  back: z.literal('yes').optional().catch(undefined),
});
