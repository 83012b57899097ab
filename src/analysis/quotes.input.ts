import { z } from 'zod';
import type { QuotePlace } from './quote.store.ts';

/** As it stands in a link to the quotes that come after it. */
export function afterOf({ isPinned, isShort, centrality, id }: QuotePlace): string {
  return [isPinned ? 1 : 0, isShort, centrality, id].join('_');
}

const after = z
  .string()
  .regex(/^[01]_[01]_-?[\d.]+(e-?\d+)?_\w{1,40}$/)
  .transform((text): QuotePlace => {
    const [pinned, isShort, centrality, ...id] = text.split('_');
    return { isPinned: pinned === '1', isShort: Number(isShort), centrality: Number(centrality), id: id.join('_') };
  });

/** Which quotes of a theme are asked for; what cannot be meant is as if it were not there. */
export const QuotesInput = z.object({
  after: after.optional().catch(undefined),
  feeling: z.enum(['positive', 'neutral', 'negative']).optional().catch(undefined),
  /** A form's id. */
  from: z.string().min(1).max(40).optional().catch(undefined),
  /** A quote that was just moved away from here, or back. */
  moved: z.string().min(1).max(40).optional().catch(undefined),
  /** The theme that this one was split from. */
  split: z.string().min(1).max(40).optional().catch(undefined),
});
