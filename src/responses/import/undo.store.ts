import type { Db } from '../../platform/database.ts';

/** What somebody of the team has done with a response since it came: rated, marked, noted or quoted it, also in a reel or a theme. */
const isTouched = `(r.rating_count > 0 OR r.status <> 'new'
  OR EXISTS (SELECT 1 FROM notes WHERE notes.response_id = r.id)
  OR EXISTS (SELECT 1 FROM answers WHERE answers.response_id = r.id AND (
       EXISTS (SELECT 1 FROM pinned_quotes WHERE pinned_quotes.answer_id = answers.id)
    OR EXISTS (SELECT 1 FROM reel_items WHERE reel_items.answer_id = answers.id AND removed_at IS NULL)
    OR EXISTS (SELECT 1 FROM theme_examples WHERE theme_examples.answer_id = answers.id))))`;

export interface TouchedRow {
  id: string;
  name: string | null;
  email: string | null;
  number: number;
}

/** The first few of an import that were touched, by their number. */
export async function listTouched(db: Db, importId: string, most: number): Promise<TouchedRow[]> {
  return ofImport(db, importId)
    .whereRaw(isTouched)
    .orderBy('r.number')
    .limit(most)
    .select('r.id', 'r.name', 'r.email', 'r.number');
}

export async function countTouched(db: Db, importId: string): Promise<number> {
  const [row] = await ofImport(db, importId).whereRaw(isTouched).count<{ n: number }[]>({ n: '*' });
  return row?.n ?? 0;
}

/** The next ones to be erased. */
export async function listToErase(db: Db, importId: string, withTouched: boolean, most: number): Promise<string[]> {
  const query = ofImport(db, importId).orderBy('r.id').limit(most);
  if (!withTouched) void query.whereRaw(`NOT ${isTouched}`);
  return query.pluck('r.id');
}

function ofImport(db: Db, importId: string) {
  return db('responses as r').where({ 'r.import_id': importId });
}

export async function markUndone(db: Db, importId: string, at: string, withTouched: boolean): Promise<void> {
  await db('imports').where({ id: importId }).update({ undone_at: at, undone_with_touched: withTouched });
}
