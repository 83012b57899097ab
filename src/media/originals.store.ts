import type { Db } from '../platform/database.ts';
import type { Clip } from './clip.ts';

export interface Sum {
  count: number;
  bytes: number;
}

/** A page of those whose original is older than a moment and not needed any more, by id. */
export async function listDispensable(
  db: Db,
  before: string,
  afterId: string,
  most: number,
): Promise<Pick<Clip, 'id'>[]> {
  return dispensable(db, before).where('id', '>', afterId).orderBy('id').limit(most).select('id');
}

export async function sumDispensable(db: Db, before: string): Promise<Sum> {
  return dispensable(db, before).first(db.raw('count(*) AS count, coalesce(sum(bytes), 0) AS bytes'));
}

function dispensable(db: Db, before: string) {
  return db('clips')
    .where({ state: 'ready', partial: false, original_deleted_at: null })
    .whereIn('kind', ['video', 'audio'])
    .whereNotNull('confirmed_at')
    .where('uploaded_at', '<', before)
    .whereRaw('coalesce(declared_seconds, seconds) - seconds <= max(1, seconds / 20)');
}
