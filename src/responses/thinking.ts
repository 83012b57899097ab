import { timestamp } from '../platform/clock.ts';
import type { Deps } from '../platform/deps.ts';
import type { Question } from '../forms/question.ts';
import { whileStarted } from './response.ts';
import type { Run } from './run.ts';
import { beginThinking } from './store.ts';
import { listTakes } from './take.ts';

/** However late somebody comes back: a breath before it records, in seconds. */
const least = 5;

/**
 * Seconds left to think of a question. They run from the first time this is asked, whatever is reloaded; after the
 * first take there are none.
 */
export async function thinkingTimeLeft({ db, clock }: Deps, run: Run, question: Question): Promise<number> {
  if (question.thinkingTime === 0 || (await listTakes(db, run, question.id)).length > 0) return 0;
  const now = timestamp(clock);
  const begun = await whileStarted(db, run.response, (trx) => beginThinking(trx, run.response.id, question.id, now));
  const gone = (Date.parse(now) - Date.parse(begun)) / 1000;
  return Math.min(question.thinkingTime, Math.max(least, question.thinkingTime - gone));
}
