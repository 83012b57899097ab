import { z } from 'zod';
import { fromClock } from './expectation.ts';
import { expectations } from './message.ts';

const aMoment = 'Choose a day and a time.';

/** What an author expects; `expectedAt` is read from a clock in their zone. Only what was not past before may be past now. */
export function ExpectationInput(timeZone: string, now: Date, before: string | null) {
  return z
    .object({ expectation: z.enum(expectations, 'Choose what you expect.'), expectedAt: z.string().trim().default('') })
    .transform(({ expectation, expectedAt }, context) => {
      if (expectation === 'none' || expectation === 'fyi') return { expectation, expectedAt: null };
      const moment = fromClock(expectedAt, timeZone);
      const complain = (message: string) => context.addIssue({ code: 'custom', path: ['expectedAt'], message });
      if (!moment) complain(aMoment);
      else if (moment <= now.toISOString() && !isSameMinute(moment, before))
        complain('Choose a moment that is still to come.');
      return { expectation, expectedAt: moment ?? null };
    });
}

function isSameMinute(moment: string, before: string | null): boolean {
  return before !== null && moment.slice(0, 16) === before.slice(0, 16);
}

/** One or more checkboxes of one name. */
export const several = z
  .union([z.string(), z.array(z.string())])
  .optional()
  .transform((ids) => [...new Set([ids ?? []].flat())]);

export const RecipientsInput = z.object({ memberId: several });
