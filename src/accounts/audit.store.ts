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

/** Which events; each property narrows them further. */
export interface AuditFilter {
  /** Actions, or how they begin, such as `person.`. */
  action?: string | string[] | undefined;
  actorId?: string | undefined;
  /** Part of a name or an address: what those people did, and what was done to them. */
  person?: string | undefined;
  /** UTC: from then on, and before then. */
  since?: string | undefined;
  until?: string | undefined;
  /** An id: what came before that event. */
  before?: string | undefined;
}

/** Newest first. */
export async function listAuditRows(db: Db, filter: AuditFilter, limit: number): Promise<AuditRow[]> {
  const { action, actorId, person, since, until, before } = filter;
  const rows = db<AuditRow>('audit_events').orderBy('id', 'desc').limit(limit);
  if (action) void rows.where((some) => [action].flat().forEach((each) => void some.orWhereRaw(begins, [each, each])));
  if (actorId) void rows.where('actor_id', actorId);
  if (person)
    void rows.where(
      (some) => void some.whereIn('actor_id', called(db, person)).orWhereIn('subject_id', called(db, person)),
    );
  if (since) void rows.where('at', '>=', since);
  if (until) void rows.where('at', '<', until);
  if (before) void rows.where('id', '<', before);
  return rows.select('id', 'at', 'actor_id', 'action', 'subject_id', 'details');
}

/** A range, so that the index serves; `{` comes after everything that an action may hold. */
const begins = `(action >= ? and action < ? || '{')`;

function called(db: Db, part: string) {
  const contains = 'instr(lower(name), lower(:part)) > 0 or instr(lower(email), lower(:part)) > 0';
  return db('members').whereRaw(contains, { part }).select('id');
}
