import type { Db } from '../platform/database.ts';

export async function sumOriginals(db: Db): Promise<{ count: number; bytes: number }> {
  return db('clips')
    .where({ original_deleted_at: null })
    .whereNotNull('bytes')
    .first(db.raw('count(*) AS count, coalesce(sum(bytes), 0) AS bytes'));
}

export async function sumRenditions(db: Db): Promise<{ bytes: number }> {
  return db('clips').first(db.raw('coalesce(sum(rendition_bytes), 0) AS bytes'));
}

/** The ids of some that are ready and of which nobody has counted what was made. */
export async function listUncounted(db: Db, most: number): Promise<string[]> {
  const rows: { id: string }[] = await db('clips')
    .where({ state: 'ready', rendition_bytes: null })
    .limit(most)
    .select('id');
  return rows.map(({ id }) => id);
}
