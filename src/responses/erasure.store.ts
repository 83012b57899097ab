import type { Db } from '../platform/database.ts';

export interface ErasureRow {
  id: string;
  /** What it was: `response`. */
  kind: string;
  erased_at: string;
}

/** Those that are known already are left as they are. */
export async function insertErasures(db: Db, rows: ErasureRow[]): Promise<void> {
  for (const row of rows) await db<ErasureRow>('erasures').insert(row).onConflict('id').ignore();
}

/** A page, in the order of their ids. */
export async function listErasures(db: Db, afterId: string, most: number): Promise<ErasureRow[]> {
  return db<ErasureRow>('erasures')
    .where('id', '>', afterId)
    .orderBy('id')
    .limit(most)
    .select('id', 'kind', 'erased_at');
}

export async function listResponsesThatCameBack(db: Db): Promise<string[]> {
  return db('erasures')
    .join('responses', 'responses.id', 'erasures.id')
    .where({ kind: 'response' })
    .pluck('responses.id');
}

/** Keeps of a run that was given up no more than a number: the day, where its link was found, the question answered last. */
export async function countAbandoned(db: Db, responseId: string): Promise<void> {
  await db.raw(
    `INSERT INTO abandoned_runs (form_id, day, source, question_id, number)
     SELECT form_id, substr(started_at, 1, 10), coalesce(source, ''),
            coalesce((SELECT question_id FROM answers WHERE response_id = responses.id
                       ORDER BY updated_at DESC, id DESC LIMIT 1), ''), 1
       FROM responses WHERE id = ?
         ON CONFLICT DO UPDATE SET number = number + 1`,
    [responseId],
  );
}
