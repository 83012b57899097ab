import { z } from 'zod';
import { MimeInput } from '../media/input.ts';
import { messageKinds } from './message.ts';

export const StartInput = z.object({
  kind: z.enum(messageKinds, 'Choose what to record.'),
  mime: MimeInput,
  name: z.string().max(1000).optional(),
  inReplyTo: z.string().max(40).optional(),
});

const web = /^https?:\/\/[^\s/]+\.[^\s]+$/i;
const optional = (text: z.ZodString) => text.trim().transform((value) => value || null);

/** What its author writes about a message; fields that are not posted stay as they are. */
export const MessageInput = z
  .object({
    title: z.string().trim().min(1, 'Give it a title.').max(200, 'Use at most 200 characters.'),
    description: z.string().trim().max(5000, 'Use at most 5,000 characters.'),
    isPrivate: z.enum(['yes', 'no']).transform((value) => value === 'yes'),
    actionLabel: optional(z.string().max(60, 'Use at most 60 characters.')),
    actionUrl: optional(z.string().max(2000, 'This address is too long.')).refine(
      (text) => text === null || web.test(text),
      'Write the address as https://example.com/page.',
    ),
    folder: z.string().trim().max(80, 'Use at most 80 characters.'),
  })
  .partial();

/** The second that a link leads to, of the message or of a recorded reply to it; anything odd is left out. */
export const MomentInput = z.object({
  t: z.coerce.number().min(0).max(100_000).optional().catch(undefined),
  reply: z.string().max(40).optional().catch(undefined),
});
