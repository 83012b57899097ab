import type { Db } from '../platform/database.ts';

export interface AuditRow {
  id: string;
  at: string;
  actor_id: string | null;
  action: string;
  subject_id: string | null;
  /** JSON. */
  details: string;
}

export async function insertAuditEvent(db: Db, row: AuditRow): Promise<void> {
  await db('audit_events').insert(row);
}

/** Newest first. */
export async function listAuditRows(
  db: Db,
  { action, actorId, before }: { action?: string; actorId?: string; before?: string },
  limit: number,
): Promise<AuditRow[]> {
  const rows = db<AuditRow>('audit_events').orderBy('id', 'desc').limit(limit);
  if (action) void rows.where('action', 'like', `${action.replaceAll(/[%_\\]/g, '')}%`);
  if (actorId) void rows.where('actor_id', actorId);
  if (before) void rows.where('id', '<', before);
  return rows.select('id', 'at', 'actor_id', 'action', 'subject_id', 'details');
}
