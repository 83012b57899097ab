import type { z } from 'zod';
import { Invalid, type FieldErrors } from './errors.ts';

/** @throws Invalid with the first complaint about each field */
export function parseInput<Schema extends z.ZodType>(schema: Schema, body: unknown): z.output<Schema> {
  const parsed = schema.safeParse(body ?? {});
  if (parsed.success) return parsed.data;
  const fields: FieldErrors = {};
  for (const issue of parsed.error.issues) fields[issue.path.join('.')] ??= issue.message;
  throw new Invalid(fields);
}

/** What was posted, to be shown again: the fields of a form, and nothing else that JSON can hold. */
export function postedFields(body: unknown): Record<string, unknown> {
  const isText = (value: unknown) => [value].flat().every((each) => typeof each === 'string');
  return Object.fromEntries(Object.entries(body ?? {}).filter(([, value]) => isText(value)));
}
