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
