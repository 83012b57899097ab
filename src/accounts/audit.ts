import { timestamp } from '../platform/clock.ts';
import type { Deps } from '../platform/deps.ts';
import { newId } from '../platform/ids.ts';
import { insertAuditEvent, listAuditRows, type AuditFilter } from './audit.store.ts';

/**
 * What happened, as `thing.verb`. Named by ids alone, never by a name, an address or anything that somebody said, so
 * that what is erased stays erased.
 */
export interface AuditEvent {
  id: string;
  at: string;
  /** Who did it; null for the system, and for somebody who is not signed in. */
  actorId: string | null;
  action: string;
  subjectId: string | null;
  details: Record<string, string | number | boolean | null>;
}

/** Adds to the trail, in the caller's transaction if `db` is one. Nothing is ever changed or taken away. */
export async function audit(
  { db, clock }: Pick<Deps, 'db' | 'clock'>,
  actorId: string | null,
  action: string,
  subjectId: string | null = null,
  details: AuditEvent['details'] = {},
): Promise<void> {
  await insertAuditEvent(db, {
    id: newId(),
    at: timestamp(clock),
    actor_id: actorId,
    action,
    subject_id: subjectId,
    details: JSON.stringify(details),
  });
}

export type { AuditFilter };

/** Newest first. */
export async function listAuditEvents(db: Deps['db'], filter: AuditFilter, limit: number): Promise<AuditEvent[]> {
  const rows = await listAuditRows(db, filter, limit);
  return rows.map(({ id, at, actor_id, action, subject_id, details }) => ({
    id,
    at,
    actorId: actor_id,
    action,
    subjectId: subject_id,
    details: JSON.parse(details) as AuditEvent['details'],
  }));
}
