import type { Db } from '../platform/database.ts';

/** What was sent since a moment and made of it, and when the first of it came. */
export async function arrivedSince(db: Db, moment: string): Promise<{ bytes: number; first: string | null }> {
  return db('clips')
    .where('uploaded_at', '>=', moment)
    .first(db.raw('coalesce(sum(bytes + coalesce(rendition_bytes, 0)), 0) as bytes, min(uploaded_at) as first'));
}

/** The latest moment at which anything was stored that carries one. */
export async function newestMoment(db: Db): Promise<string | null> {
  const row: { newest: string | null } = await db.first(
    db.raw(`max(
      coalesce((select at from audit_events order by id desc limit 1), ''),
      coalesce((select created_at from clips order by id desc limit 1), ''),
      coalesce((select created_at from jobs order by id desc limit 1), '')
    ) as newest`),
  );
  return row.newest === '' ? null : row.newest;
}

/** Those that were given up, and those of which nobody knows whether they were sent. */
export async function countTroubledMails(db: Db): Promise<number> {
  const row: { number: number } = await db('mails')
    .whereIn('state', ['failed', 'unconfirmed'])
    .first(db.raw('count(*) as number'));
  return row.number;
}

/** Responses submitted between two moments. */
export async function countSubmitted(db: Db, from: string, to: string): Promise<number> {
  const row: { number: number } = await db('responses')
    .where({ state: 'submitted' })
    .where('submitted_at', '>=', from)
    .where('submitted_at', '<', to)
    .first(db.raw('count(*) as number'));
  return row.number;
}
