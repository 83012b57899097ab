import type { Db } from '../platform/database.ts';

/** Of this database's own clock, by which answers arrive. */
export async function databaseNow(db: Db): Promise<string> {
  const [{ now }] = (await db.raw(`select strftime('%Y-%m-%dT%H:%M:%fZ', 'now') as now`)) as [{ now: string }];
  return now;
}

/** How many answers an analysis has not read yet. */
export async function countWaiting(db: Db, analysisId: string): Promise<number> {
  const row = await db('waiting_answers')
    .where({ analysis_id: analysisId })
    .count<{ waiting: number }[]>({ waiting: '*' })
    .first();
  return row?.waiting ?? 0;
}

/** A run has read them: those that arrived before it began. */
export async function forgetWaiting(db: Db, analysisId: string, before: string): Promise<void> {
  await db('waiting_answers').where({ analysis_id: analysisId }).where('arrived_at', '<', before).delete();
}

/** Answers that wait for an analysis. */
export interface Waiting {
  analysisId: string;
  /** When the first and the last of them arrived. */
  oldest: string;
  newest: string;
}

/** Of what was analysed before; those that wait longest are first. */
export async function listWaiting(db: Db): Promise<Waiting[]> {
  return db('waiting_answers')
    .join('analyses', 'analyses.id', 'waiting_answers.analysis_id')
    .whereNotNull('finished_at')
    .groupBy('analysis_id')
    .orderBy('oldest')
    .select<Waiting[]>({ analysisId: 'analysis_id' })
    .min({ oldest: 'arrived_at' })
    .max({ newest: 'arrived_at' });
}
