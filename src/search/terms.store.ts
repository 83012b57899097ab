import type { Viewer } from '../accounts/reviewer.ts';
import type { Db } from '../platform/database.ts';
import { matching } from './matching.store.ts';
import type { Kind, Wanted } from './wanted.ts';

/** A word of the index, without what endings and accents add, and in how many documents it is, whoever may see them. */
export interface IndexedTerm {
  term: string;
  documents: number;
}

/** So many are looked through: whoever answers a form may fill the index with words that are none. */
const mostTerms = 30_000;

/** Words that begin with that letter and are about so long. What somebody may not see is among them: not to be shown. */
export async function listTerms(
  db: Db,
  letter: string,
  [shortest, longest]: [shortest: number, longest: number],
): Promise<IndexedTerm[]> {
  const begun = db('search_terms')
    .where('term', '>=', letter)
    .where('term', '<', `${letter}\u{10FFFF}`)
    .limit(mostTerms)
    .select('term', 'doc');
  return db
    .from(begun.as('begun'))
    .whereRaw('length(term) BETWEEN ? AND ?', [shortest, longest])
    .select({ term: 'term', documents: 'doc' });
}

/** Places of a few finds of a kind; undefined order. Empty where the viewer finds nothing. */
export async function listSomePlaces(db: Db, viewer: Viewer, kind: Kind, wanted: Wanted, limit: number) {
  const found = matching(db, viewer, kind, wanted);
  return found ? ((await found.query.clearSelect().limit(limit).pluck('d.id')) as number[]) : [];
}
