import { z } from 'zod';
import { Invalid } from '../platform/http/errors.ts';
import { parseInput } from '../platform/http/input.ts';
import { Email } from '../accounts/input.ts';
import type { Ask, FormContent } from '../forms/form.ts';
import { mostParts } from '../media/parts.ts';
import { longestText, type Question } from '../forms/question.ts';
import type { Given } from './answer.ts';
import type { Details } from './submission.ts';

/** Where the link was found, as it says itself: `?source=newsletter`. What is no plain word is left out. */
export function readSource(given: unknown): string | null {
  const Source = z.object({
    source: z
      .string()
      .trim()
      .regex(/^[\p{L}\p{N}][\p{L}\p{N} ._-]{0,59}$/u),
  });
  const read = Source.safeParse(given);
  return read.success ? read.data.source : null;
}

/** What the page posted as the answer, or undefined when nothing was given. @throws Invalid */
export function readAnswer(question: Question, body: unknown): Given | undefined {
  switch (question.type) {
    case 'recorded':
      return readText(question, body, 'typed');
    case 'short_text':
    case 'long_text':
      return readText(question, body, 'text');
    case 'score':
      return readNumber(body, 'score', 0, 10);
    case 'stars':
      return readNumber(body, 'stars', 1, 5);
    case 'single_choice':
      return readChoice(question, body);
    case 'multiple_choice':
      return readChoices(question, body);
    case 'file':
      return undefined;
  }
}

function readText(question: Question, body: unknown, kind: 'typed' | 'text'): Given | undefined {
  const most = longestText(question.type);
  const Text = z.object({
    text: z
      .string()
      .default('')
      .transform((text) => text.replaceAll('\r\n', '\n').trim())
      .refine((text) => text.length <= most, {
        error: ({ input }) => tooLong(String(input).length, most),
      }),
  });
  const { text } = parseInput(Text, body);
  if (!text) return undefined;
  if (kind === 'typed' && !question.kinds.includes('typed')) {
    throw new Invalid({ text: 'This question cannot be answered in writing.' });
  }
  return { kind, text };
}

function tooLong(length: number, most: number): string {
  const [is, may] = [length, most].map((value) => value.toLocaleString('en-GB'));
  return `This has ${is} characters, and there is room for ${may}. Shorten it a little.`;
}

function readNumber(body: unknown, kind: 'score' | 'stars', least: number, most: number): Given | undefined {
  const complaint = `Choose a number from ${least} to ${most}.`;
  const isOffered = (text: string) => /^\d{1,2}$/.test(text) && Number(text) >= least && Number(text) <= most;
  const Chosen = z.object({
    number: z
      .string(complaint)
      .default('')
      .refine((text) => text === '' || isOffered(text), complaint),
  });
  const { number } = parseInput(Chosen, body);
  return number === '' ? undefined : { kind, number: Number(number) };
}

const notOffered = 'Choose from what is listed. The form may have changed: reload the page.';

function readChoice(question: Question, body: unknown): Given | undefined {
  const Choice = z.object({ choice: z.union([z.literal(''), z.enum(question.choices)], notOffered).default('') });
  const { choice } = parseInput(Choice, body);
  return choice ? { kind: 'choice', text: choice } : undefined;
}

function readChoices(question: Question, body: unknown): Given | undefined {
  const given = (body as { choices?: unknown } | undefined)?.choices ?? [];
  const parsed = z.array(z.enum(question.choices)).safeParse([given].flat());
  if (!parsed.success) throw new Invalid({ choices: notOffered });
  const choices = question.choices.filter((choice) => parsed.data.includes(choice));
  return choices.length > 0 ? { kind: 'choices', choices } : undefined;
}

/** The field beside which a complaint about a missing answer stands. */
export function fieldOf(question: Question): string {
  if (question.type === 'score' || question.type === 'stars') return 'number';
  if (question.type === 'single_choice') return 'choice';
  if (question.type === 'multiple_choice') return 'choices';
  return question.type === 'file' ? 'file' : 'text';
}

const recordedType = z
  .string()
  .max(100)
  .regex(/^(video|audio)\/[\w.+-]+(;.*)?$/, 'This is not a recording.');

/** `name`: of a file that was chosen and not recorded on the page. */
export const TakeInput = z.discriminatedUnion(
  'kind',
  [
    z.object({
      kind: z.enum(['video', 'voice']),
      mime: recordedType,
      name: z.string().max(1000).optional(),
    }),
    z.object({ kind: z.literal('file'), mime: z.string().max(100), name: z.string().max(1000) }),
  ],
  'Choose video, voice or a file.',
);

const part = z.int().min(1).max(mostParts, 'This was interrupted too often. Use what there is, or record it again.');

export const PartInput = z.object({ part: part.default(1) });

/** How many parts the take has; all that arrived where the page does not know. */
export const ChoiceInput = z.object({ parts: part.optional() });

export const TakeFinishedInput = z.object({
  part: part.default(1),
  seconds: z.number().min(0).max(7200),
  pieces: z.array(z.object({ bytes: z.int().min(1), sha256: z.string().regex(/^[0-9a-f]{64}$/) })).max(10_000),
});

/** Name, email and consent, as far as the form asks for them. @throws Invalid */
export function readDetails(content: FormContent, body: unknown): Details {
  const Submission = z.object({
    name: asked(content.askName, 'Write your name.', z.string().max(120, 'Use at most 120 characters.')),
    email: asked(content.askEmail, 'Write your email address.', Email),
    consent: z.literal('yes', 'Tick this to submit your answers.'),
  });
  const { name, email } = parseInput(Submission, body);
  return { name, email };
}

function asked(ask: Ask, missing: string, Field: z.ZodType<string>) {
  const Given = z.preprocess(
    (value) => (typeof value === 'string' && value.trim() ? value.trim() : null),
    Field.nullable(),
  );
  if (ask === 'off')
    return z
      .unknown()
      .optional()
      .transform(() => null);
  return ask === 'optional' ? Given : Given.refine((value) => value !== null, missing);
}
