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
