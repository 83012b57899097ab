import { DateTime } from 'luxon';
import { z } from 'zod';
import { answerTypes, recordedKinds } from './question.ts';
import { hiding } from './reviewers.ts';
import { templates } from './templates.ts';

const title = z.string().trim().min(1, 'Give the form a title.').max(200, 'Use at most 200 characters.');
const prose = (longest: number) =>
  z
    .string()
    .max(longest, `Use at most ${longest.toLocaleString('en-GB')} characters.`)
    .transform((text) => text.replaceAll('\r\n', '\n').trim());
const ask = z.enum(['off', 'optional', 'required']);

export const NewFormInput = z.object({
  title,
  template: z.enum(
    templates.map(({ id }) => id),
    'Choose what to start from.',
  ),
});

export const SettingsInput = z.object({
  title,
  welcome: prose(5000),
  thanks: prose(5000),
  consent: prose(2000).refine(
    (text) => text.startsWith('I agree'),
    'Begin with “I agree”, so that it reads as a promise.',
  ),
  askName: ask,
  askEmail: ask,
  practice: z.stringbool().default(false),
});

/** Digits and nothing else: an emptied field is no zero. */
const whole = (least: number, most: number, sentence: string) =>
  z
    .string(sentence)
    .trim()
    .regex(/^\d{1,9}$/, sentence)
    .transform(Number)
    .pipe(z.number().min(least, sentence).max(most, sentence));

const seconds = (least: number, most: number) => whole(least, most, `Choose between ${least} and ${most} seconds.`);

const isTimeZone = (zone: string) => {
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone: zone }));
  } catch {
    return false;
  }
};

/** What a browser sends of checkboxes with one name: nothing, one text or several. */
const several = <Item extends z.ZodType>(item: Item) =>
  z.preprocess((value) => (value === undefined ? [] : Array.isArray(value) ? value : [value]), z.array(item));

/** One choice a line; empty lines and repetitions are dropped. */
const choices = z
  .string()
  .default('')
  .transform((lines) => [...new Set(lines.split('\n').map((line) => line.trim()))].filter((line) => line !== ''))
  .pipe(z.array(z.string().max(200, 'Use at most 200 characters for a choice.')).max(20, 'Use at most 20 choices.'));

const common = {
  text: prose(2000),
  required: z.stringbool().default(false),
  choices,
};

/** What belongs to another answer type is not looked at, and stays as it was. */
export const QuestionInput = z.discriminatedUnion(
  'type',
  [
    z.object({
      type: z.literal('recorded'),
      ...common,
      kinds: several(z.enum(recordedKinds)).refine((kinds) => kinds.length > 0, 'Allow at least one way to answer.'),
      timeLimit: seconds(10, 1800),
      thinkingTime: seconds(0, 300),
      takesAllowed: whole(0, 50, 'Write a whole number up to 50; 0 is unlimited.'),
    }),
    z.object({ type: z.enum(answerTypes).exclude(['recorded']), ...common }),
  ],
  'Choose an answer type.',
);

/** A question as `_questions.ejs` sent it along with "Undo". */
export const RemovedQuestionInput = z.object({
  position: whole(0, 500, 'This question cannot be put back there.'),
  question: z
    .string()
    .transform((json, context) => {
      try {
        return JSON.parse(json) as unknown;
      } catch {
        context.addIssue('This question cannot be put back.');
        return z.NEVER;
      }
    })
    .pipe(
      z.object({
        id: z.string().regex(/^[0-9a-z]{26}$/),
        text: prose(2000),
        type: z.enum(answerTypes),
        required: z.boolean(),
        kinds: z.array(z.enum(recordedKinds)),
        timeLimit: z.number().int().min(10).max(1800),
        thinkingTime: z.number().int().min(0).max(300),
        takesAllowed: z.number().int().min(0).max(50),
        choices: z.array(z.string().max(200)).max(20),
        prompt: z
          .object({ clipId: z.string().regex(/^[0-9a-z]{26}$/), kind: z.enum(['video', 'audio', 'image']) })
          .nullable(),
      }),
    ),
});

export const GivenInput = z.object({ memberId: z.string('Choose somebody first.').min(1, 'Choose somebody first.') });

export const HidingInput = z.object({ hides: z.enum(hiding, 'Choose what reviewers do not see.') });

export const PositionInput = z.object({ position: whole(0, 500, 'A question cannot go there.') });

/** A local date and time in a zone, as UTC; empty: no closing date. */
export const ClosingInput = z
  .object({
    closesAt: z.string().trim().default(''),
    closesZone: z.string('Choose a time zone.').refine(isTimeZone, 'Choose a time zone.'),
  })
  .transform(({ closesAt, closesZone }, context) => {
    if (closesAt === '') return { closesAt: null, closesZone };
    const moment = DateTime.fromISO(closesAt, { zone: closesZone });
    const iso = moment.toUTC().toISO();
    if (iso && moment > DateTime.utc()) return { closesAt: iso, closesZone };
    const message = iso ? 'This moment has passed. Choose a later one.' : 'Write a date and a time.';
    context.addIssue({ code: 'custom', path: ['closesAt'], message });
    return z.NEVER;
  });

/** "2026-12-04T17:00" for a datetime-local field, in the zone in which it was chosen. */
export function localMoment(closesAt: string | null, zone: string): string {
  return closesAt ? DateTime.fromISO(closesAt, { zone }).toFormat("yyyy-MM-dd'T'HH:mm") : '';
}
