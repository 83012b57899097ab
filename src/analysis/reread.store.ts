import type { Db } from '../platform/database.ts';

/** The next analysis, by its id, whose answers were last read by another engine; undefined behind the last one. */
export async function findOutdated(db: Db, engine: string, after: string): Promise<string | undefined> {
  const row = await db('analyses')
    .whereNotNull('engine')
    .whereNot({ engine })
    .where('id', '>', after)
    .orderBy('id')
    .first<{ id: string } | undefined>('id');
  return row?.id;
}

/** How many analyses there are that were ever run, and how many of them this engine read. */
export async function countReadBy(db: Db, engine: string): Promise<{ read: number; all: number }> {
  const [row] = await db('analyses')
    .whereNotNull('engine')
    .select<{ read: number | null; all: number }[]>(db.raw('sum(engine = ?) as read, count(*) as "all"', [engine]));
  return { read: row?.read ?? 0, all: row?.all ?? 0 };
}

/** Whether a run that goes on to the next outdated analysis waits or works. */
export async function isRereading(db: Db, job: string): Promise<boolean> {
  const row: unknown = await db('jobs')
    .where({ name: job })
    .whereIn('state', ['queued', 'running'])
    .whereRaw(`payload ->> 'rereadBy' is not null`)
    .first('id');
  return row !== undefined;
}
