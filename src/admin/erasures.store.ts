import type { Db } from '../platform/database.ts';

/** Something that was erased for good: its id is all that is remembered of it. */
export interface Erasure {
  id: string;
  /** Such as `response`. */
  kind: string;
  erased_at: string;
}

/** None where the database is older than erasing. */
export async function listErasures(db: Db): Promise<Erasure[]> {
  if (!(await db.schema.hasTable('erasures'))) return [];
  return db<Erasure>('erasures').orderBy('erased_at').select('id', 'kind', 'erased_at');
}

export async function keepErasures(db: Db, erasures: Erasure[]): Promise<void> {
  if (!(await db.schema.hasTable('erasures'))) return;
  for (const erasure of erasures) await db<Erasure>('erasures').insert(erasure).onConflict('id').ignore();
}
