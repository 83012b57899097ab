import { z } from 'zod';
import { Invalid } from '../platform/http/errors.ts';
import { parseInput } from '../platform/http/input.ts';
import type { EditChange } from '../media/edit.ts';

/** How many there may be of each, and where they may lie, is for media/edit-rules.ts to say. */
const readable = 10_000;
const spans = z.array(z.tuple([z.number(), z.number()])).max(readable, 'There are far too many of these.');

const EditInput = z.object({
  cuts: spans.optional(),
  mutes: spans.optional(),
  regions: z
    .array(
      z.object({
        x: z.number(),
        y: z.number(),
        width: z.number(),
        height: z.number(),
        start: z.number(),
        end: z.number(),
        look: z.enum(['blur', 'solid']),
      }),
    )
    .max(readable, 'There are far too many of these.')
    .optional(),
  revision: z.int().min(0).optional(),
});

/** @throws Invalid */
export function parseEdit(body: unknown): { change: EditChange; revision: number | undefined } {
  const { revision, ...given } = parseInput(EditInput, body);
  const change = Object.fromEntries(Object.entries(given).filter(([, list]) => list !== undefined));
  if (Object.keys(change).length === 0) throw new Invalid({ cuts: 'Say what is to be taken out.' });
  return { change, revision };
}
