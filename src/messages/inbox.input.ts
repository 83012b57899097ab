import { z } from 'zod';

const aPlace = /^\d{14}-[0-9a-z]{26}$/;

/** "01764…-01h…": the place of the last entry on the page before. */
export const InboxInput = z.object({
  after: z
    .string()
    .regex(aPlace)
    .transform((text) => ({ place: text.slice(0, 14), id: text.slice(15) }))
    .optional()
    .catch(undefined),
});

export const SeenInput = z.object({ upTo: z.iso.datetime().optional().catch(undefined) });
