import { z } from 'zod';
import { deliveries, everyDay, type Choice } from './choice.ts';
import { holdsForever, type Span } from './timing.ts';

const aTime = 'Write a time of day, such as 09:00.';
const aDay = 'Choose at least one day.';
const Time = z.string(aTime).regex(/^([01]\d|2[0-3]):[0-5]\d$/, aTime);
const Days = z
  .union([z.string(), z.array(z.string())])
  .optional()
  .transform((days) => [days ?? []].flat().map(Number))
  .refine((days) => days.every((day) => everyDay.includes(day)), aDay);
const isOn = z
  .string()
  .optional()
  .transform((value) => value !== undefined);

const Fields = z.object({
  delivery: z.enum(deliveries, 'Choose how you want to be told.'),
  about: z.enum(['all', 'mine'], 'Choose of which forms.'),
  digestAt: Time,
  digestDays: Days,
  quiet: isOn,
  quietFrom: Time,
  quietUntil: Time,
  focus: isOn,
  focusFrom: Time,
  focusUntil: Time,
  focusDays: Days,
});

const sameTime = 'It ends when it begins. Choose another time.';

/** What somebody chose on `/account/notifications`. */
export const ChoiceInput = Fields.superRefine((fields, context) => {
  const complain = (path: keyof z.output<typeof Fields>, message: string) =>
    context.addIssue({ code: 'custom', path: [path], message });
  if (fields.delivery === 'digest' && fields.digestDays.length === 0) complain('digestDays', aDay);
  if (fields.quiet && fields.quietFrom === fields.quietUntil) complain('quietUntil', sameTime);
  if (fields.focus && fields.focusFrom === fields.focusUntil) complain('focusUntil', sameTime);
  if (fields.focus && fields.focusDays.length === 0) complain('focusDays', aDay);
  if (holdsForever(toChoice(fields)))
    complain('focusUntil', 'Together with the quiet hours this leaves no time at all.');
}).transform(toChoice);

function toChoice(fields: z.output<typeof Fields>): Choice {
  const { delivery, about, digestAt, digestDays, quiet, quietFrom, quietUntil, focus, focusFrom, focusUntil } = fields;
  return {
    delivery,
    about,
    digest: { at: digestAt, days: digestDays },
    quiet: span(quiet, quietFrom, quietUntil, everyDay),
    focus: span(focus, focusFrom, focusUntil, fields.focusDays),
  };
}

function span(isOn: boolean, from: string, until: string, days: number[]): Span | undefined {
  return isOn && from !== until ? { from, until, days } : undefined;
}

const anId = z.string().regex(/^[0-9a-z]{26}$/);

export const NoticeListInput = z.object({ before: anId.optional().catch(undefined) });

export const ReadingInput = z.object({ upTo: anId.optional().catch(undefined) });
