import { z } from 'zod';
import { fields, type Mapping } from './import/columns.ts';
import { dayOrders } from './import/dates.ts';
import type { Choices } from './import/plan.ts';

const column = z
  .string()
  .regex(/^\d{0,3}$/)
  .transform((text) => (text === '' ? null : Number(text)));

const question = z.string().max(40).optional().catch(undefined);

const ChoicesInput = z.object({
  headed: z.enum(['yes', 'no']).transform((word) => word === 'yes'),
  dayOrder: z.enum(dayOrders).optional().catch(undefined),
  answerTo: question,
  scoreTo: question,
  name: column,
  email: column,
  date: column,
  score: column,
  answer: column,
});

/** What was chosen for the file of that hash; nothing for another file, of which everything is guessed. */
export function readChoices(body: unknown, sha256: string): Choices {
  const { previewed } = z.object({ previewed: z.string().catch('') }).parse(body);
  const parsed = ChoicesInput.safeParse(body);
  if (previewed !== sha256 || !parsed.success) return {};
  const columns = Object.fromEntries(fields.map((field) => [field, parsed.data[field]])) as Mapping['columns'];
  const { headed, dayOrder, answerTo, scoreTo } = parsed.data;
  return { headed, columns, answerTo, scoreTo, ...(dayOrder && { dayOrder }) };
}
