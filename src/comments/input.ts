import { z } from 'zod';
import { MimeInput } from '../media/input.ts';
import { replyKinds } from './comment.ts';
import { emojiNames } from './reaction.ts';

const longest = 5000;

/** Forms send line breaks as two characters; people and the field count one. */
const text = z
  .string('Write something.')
  .transform((value) => value.replaceAll('\r\n', '\n').trim())
  .refine((value) => value !== '', 'Write something.')
  .refine((value) => value.length <= longest, 'Use at most 5,000 characters. Yours are still here.');

/** Seconds; nothing where it is about the whole. */
const at = z
  .union([z.literal(''), z.null(), z.coerce.number('That is no moment.').min(0).max(86_400)], 'That is no moment.')
  .optional()
  .transform((value) => (typeof value === 'number' ? value : null));

const parentId = z
  .string()
  .max(40)
  .nullish()
  .transform((value) => value || null);

const name = z.string().trim().max(120, 'Use at most 120 characters.').optional();

export const CommentInput = z.object({ text, at, parentId, name });
export const EditInput = z.object({ text });
export const ReactionInput = z.object({ emoji: z.enum(emojiNames, 'Choose one of those that there are.'), at });
export const ReplyInput = z.object({
  kind: z.enum(replyKinds, 'Choose what to record.'),
  mime: MimeInput,
  at,
  parentId,
  name,
});
