import { z } from 'zod';
import { shelves } from './library.ts';
import { several } from './recipients.input.ts';

const left = <Schema extends z.ZodType>(schema: Schema) => schema.optional().catch(undefined);
const folderName = z.string().trim().max(80, 'Use at most 80 characters.');

/** What the library is asked for; anything odd is left out rather than refused. */
export const LibraryInput = z.object({
  show: z.enum(shelves).catch('mine'),
  folder: left(folderName.transform((name) => name || undefined)),
  before: left(z.string().max(40)),
  /** Addresses from before there was one search for everything. */
  q: left(z.string().trim().max(200)),
  /** What was just moved to the bin, for whoever wants it back. */
  binned: left(z.string().max(3000)).transform((ids) => ids?.match(/[0-9a-z]{26}/g) ?? []),
});

/** The messages that are ticked. */
export const TickedInput = z.object({ id: several.refine((ids) => ids.length <= 200, 'Choose at most 200 at once.') });

export const FolderInput = TickedInput.extend({ folder: folderName });

export const RenameInput = z.object({ from: folderName.min(1), to: folderName });

export const ErasureInput = TickedInput.extend({ sure: z.string().optional() });
