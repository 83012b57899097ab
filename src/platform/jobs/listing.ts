import type { Db } from '../database.ts';
import { columns, type JobRow, type JobState } from './queue.ts';
import { wakeWorkers } from './wake.ts';

/** In the order in which they were queued, after the job `after`. */
export async function listWaiting(db: Db, after: string | undefined, limit: number): Promise<JobRow[]> {
  const rows = db<JobRow>('jobs').where({ state: 'queued' }).orderBy('id').limit(limit);
  return (after ? rows.where('id', '>', after) : rows).select(columns);
}

export async function listRunning(db: Db): Promise<JobRow[]> {
  return db<JobRow>('jobs').where({ state: 'running' }).orderBy('id').select(columns);
}

/** What did not come to a good end, newest first, before the job `before`. */
export async function listEnded(
  db: Db,
  state: 'failed' | 'cancelled',
  before: string | undefined,
  limit: number,
): Promise<JobRow[]> {
  const rows = db<JobRow>('jobs').where({ state }).orderBy('id', 'desc').limit(limit);
  return (before ? rows.where('id', '<', before) : rows).select(columns);
}

export async function countJobs(db: Db): Promise<Record<JobState, number>> {
  const rows: { state: JobState; number: number }[] = await db('jobs').groupBy('state').select('state').count({
    number: '*',
  });
  const counts = Object.fromEntries(rows.map(({ state, number }) => [state, number]));
  return { queued: 0, running: 0, done: 0, failed: 0, cancelled: 0, ...counts };
}

/** Since when the job waits that could run and has waited longest. */
export async function oldestDue(db: Db, now: string): Promise<string | undefined> {
  const row = (await db('jobs')
    .where({ state: 'queued' })
    .where('due_at', '<=', now)
    .min({ due: 'due_at' })
    .first()) as { due: string | null } | undefined;
  return row?.due ?? undefined;
}

/** Gives every failed job its tries again. */
export async function retryFailed(db: Db): Promise<number> {
  const again = { state: 'queued', attempts: 0, progress: 0, error: null, output: null, finished_at: null } as const;
  const count = await db('jobs')
    .where({ state: 'failed' })
    .update({ ...again, due_at: db.ref('created_at') });
  wakeWorkers(db);
  return count;
}
