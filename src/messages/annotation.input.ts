import { z } from 'zod';
import { colours, most, widths, type Annotation, type Point } from '../browser/wire/annotation.ts';
import { Invalid } from '../platform/http/errors.ts';

const unreadable = 'We could not read what was drawn. Reload the page and try again.';

const isFraction = (value: unknown) => typeof value === 'number' && value >= 0 && value <= 1;
const isPoint = (value: unknown): value is Point =>
  Array.isArray(value) && value.length === 2 && value.every(isFraction);

const point = z.custom<Point>(isPoint, 'A drawing cannot lie outside of the picture.');

/** Counted before anybody looks at them, and complained about once: there may be a million. */
const points = z
  .custom<unknown[]>((value) => Array.isArray(value) && value.length > 0, unreadable)
  .refine(({ length }) => length <= most.pointsOfStroke, {
    message: `A stroke has at most ${most.pointsOfStroke.toLocaleString('en-GB')} points. Draw it in several.`,
    abort: true,
  })
  .refine((list): boolean => list.every(isPoint), 'A drawing cannot lie outside of the picture.')
  .transform((list) => list as Point[]);

const second = z.number(unreadable).min(0, 'An annotation cannot begin before the recording does.');
const span = z
  .object({ start: second, end: second }, unreadable)
  .refine(({ start, end }) => start < end, 'An annotation has to end after it begins.');

/** Control characters, halves of characters and what XML 1.0 (section 2.2) has no place for. */
const unwritable = /[^\P{Cc}\n\t]|\p{Cs}|[\ufffe\uffff]/gu;

/** Kept as it is, markup included, for it is shown as text, in films too. */
const text = z
  .string(unreadable)
  .max(most.textCharacters, `Use at most ${most.textCharacters} characters for a text.`)
  .transform((typed) => typed.replaceAll('\r\n', '\n').replaceAll(unwritable, ''));

const drawn = {
  id: z.string(unreadable).regex(/^[0-9a-z]{1,26}$/, unreadable),
  colour: z.enum(colours, unreadable),
  width: z.enum(widths, unreadable),
  span,
};

const annotation: z.ZodType<Annotation> = z.discriminatedUnion(
  'kind',
  [
    z.object({ kind: z.literal('pen'), ...drawn, points }),
    z.object({ kind: z.enum(['arrow', 'box', 'ellipse']), ...drawn, from: point, to: point }),
    z.object({
      kind: z.literal('text'),
      ...drawn,
      at: point,
      text: text.refine(hasWords, 'Write a text, or delete it.'),
    }),
    z.object({ kind: z.literal('step'), ...drawn, at: point, text }),
  ],
  unreadable,
);

function hasWords(typed: string): boolean {
  return typed.trim() !== '';
}

const AnnotationsInput = z.object(
  {
    annotations: z
      .custom<unknown[]>(Array.isArray, unreadable)
      .refine(({ length }) => length <= most.annotations, {
        message: `A recording has at most ${most.annotations} annotations. Delete some first.`,
        abort: true,
      })
      .pipe(z.array(annotation)),
    revision: z.int(unreadable).min(0, unreadable),
  },
  unreadable,
);

/**
 * What a page sent, of a recording that lasts `seconds` (undefined while nobody knows).
 * @throws Invalid with the first thing that is wrong
 */
export function readAnnotations(body: unknown, seconds?: number): z.output<typeof AnnotationsInput> {
  const parsed = AnnotationsInput.safeParse(body);
  if (!parsed.success) throw new Invalid({ annotations: parsed.error.issues[0]?.message ?? unreadable });
  const complaint = complaintAbout(parsed.data.annotations, seconds);
  if (complaint) throw new Invalid({ annotations: complaint });
  return parsed.data;
}

/** Players and containers do not agree to the last frame. */
const toleranceSeconds = 0.5;

function complaintAbout(annotations: Annotation[], seconds = Infinity): string | undefined {
  const count = annotations.reduce((sum, drawn) => sum + (drawn.kind === 'pen' ? drawn.points.length : 2), 0);
  if (count > most.points)
    return `All strokes together have at most ${most.points.toLocaleString('en-GB')} points. Delete some first.`;
  if (new Set(annotations.map(({ id }) => id)).size < annotations.length) return unreadable;
  const last = Math.max(0, ...annotations.map(({ span }) => span.end));
  if (last > seconds + toleranceSeconds) return 'An annotation cannot last longer than the recording does.';
  return undefined;
}
