import type { Db } from '../platform/database.ts';
import { Conflict } from '../platform/http/errors.ts';
import { countComparedSentences, listComparedSentences, type ComparedSentence } from './theme.store.ts';

/** Each takes 14 KB of memory with what is compared of it: more of them could end the server. */
const mostSentences = 120_000;

/** All that an analysis compares. @throws Conflict where that is more than can be held at once, as answers may be made to be */
export async function getComparedSentences(
  db: Db,
  analysisId: string,
  most = mostSentences,
): Promise<ComparedSentence[]> {
  if ((await countComparedSentences(db, analysisId)) > most) {
    throw new Conflict(
      `These answers have more than ${most.toLocaleString('en-GB')} sentences, more than can be compared at once. An analysis across forms can be of a shorter period.`,
    );
  }
  return listComparedSentences(db, analysisId);
}
