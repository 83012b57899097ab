import { z } from 'zod';

export const SentenceInput = z.object({
  text: z
    .string()
    .transform((text) => text.replace(/\s+/g, ' ').trim())
    .pipe(z.string().min(1, 'Write what was said.').max(1000, 'Use at most 1,000 characters.')),
});
