import { z } from 'zod';
import { mostParts } from './parts.ts';

/** What a browser says that it records. */
export const MimeInput = z
  .string()
  .max(100)
  .regex(/^(video|audio)\/[\w.+-]+(;.*)?$/, 'This is no recording.');

const part = z.int().min(1).max(mostParts, 'This was interrupted too often. Stop it, and go on in another one.');

export const PartInput = z.object({ part: part.default(1) });
export const StoppedInput = z.object({ parts: part.default(1) });

/** A day of recording in pieces of a second. */
export const FinishedInput = z.object({
  part: part.default(1),
  seconds: z.number().min(0).max(86_400),
  pieces: z.array(z.object({ bytes: z.int().min(1), sha256: z.string().regex(/^[0-9a-f]{64}$/) })).max(90_000),
});
