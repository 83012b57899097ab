import { z } from 'zod';
import { mostParts } from '../media/parts.ts';
import { expectations, messageKinds } from './message.ts';

export const StartInput = z.object({
  kind: z.enum(messageKinds, 'Choose what to record.'),
  mime: z
    .string()
    .max(100)
    .regex(/^(video|audio)\/[\w.+-]+(;.*)?$/, 'This is no recording.'),
  name: z.string().max(1000).optional(),
});

const part = z.int().min(1).max(mostParts, 'This was interrupted too often. Stop it, and go on in another message.');

export const PartInput = z.object({ part: part.default(1) });
export const StoppedInput = z.object({ parts: part.default(1) });

/** A day of recording in pieces of a second. */
export const FinishedInput = z.object({
  part: part.default(1),
  seconds: z.number().min(0).max(86_400),
  pieces: z.array(z.object({ bytes: z.int().min(1), sha256: z.string().regex(/^[0-9a-f]{64}$/) })).max(90_000),
});

const web = /^https?:\/\/[^\s/]+\.[^\s]+$/i;
const optional = (text: z.ZodString) => text.trim().transform((value) => value || null);

/** What its author writes about a message; fields that are not posted stay as they are. */
export const MessageInput = z
  .object({
    title: z.string().trim().min(1, 'Give it a title.').max(200, 'Use at most 200 characters.'),
    description: z.string().trim().max(5000, 'Use at most 5,000 characters.'),
    isPrivate: z.enum(['yes', 'no']).transform((value) => value === 'yes'),
    expectation: z.enum(expectations, 'Choose what you expect.'),
    expectedAt: optional(z.string()).refine((text) => text === null || !Number.isNaN(Date.parse(text)), {
      error: 'Choose a date and a time.',
    }),
    actionLabel: optional(z.string().max(60, 'Use at most 60 characters.')),
    actionUrl: optional(z.string().max(2000, 'This address is too long.')).refine(
      (text) => text === null || web.test(text),
      'Write the address as https://example.com/page.',
    ),
    folder: z.string().trim().max(80, 'Use at most 80 characters.'),
  })
  .partial();
