import type { Db } from '../platform/database.ts';
import type { Notice, NoticeKind } from './notice.ts';

export interface NoticeRow {
  id: string;
  member_id: string;
  kind: NoticeKind;
  subject_id: string;
  about_id: string;
  about: string;
  about_kind: string;
  created_at: string;
  read_at: string | null;
  due_at: string | null;
  batch: string | null;
  told_at: string | null;
  /** SQLite has no other truth than numbers. */
  is_calm: number | boolean;
}

/** Who can be told, with what they have chosen, if anything. Leaves out who is disabled or has not joined. */
export async function listListeners(
  db: Db,
  memberIds: string[],
): Promise<{ id: string; timeZone: string; choice: object }[]> {
  const rows: { id: string; time_zone: string; choice: string | null }[] = await db('members')
    .leftJoin('notice_choices', 'notice_choices.member_id', 'members.id')
    .whereRaw('members.id in (select value from json_each(?))', [JSON.stringify(memberIds)])
    .where({ disabled_at: null })
    .select('members.id', 'time_zone', 'choice');
  return rows.map(({ id, time_zone, choice }) => ({
    id,
    timeZone: time_zone,
    choice: choice ? (JSON.parse(choice) as object) : {},
  }));
}

/** When each member was mailed last, where that was since a moment. */
export async function listLastTold(db: Db, since: string): Promise<Map<string, string>> {
  const rows: { member_id: string; last: string }[] = await db('notices')
    .where('told_at', '>', since)
    .groupBy('member_id')
    .select('member_id', db.raw('max(told_at) as last'));
  return new Map(rows.map(({ member_id, last }) => [member_id, last]));
}

type NewRow = Omit<NoticeRow, 'read_at' | 'batch' | 'told_at'>;

export async function insertNotices(db: Db, rows: NewRow[]): Promise<void> {
  for (let i = 0; i < rows.length; i += 50) {
    await db('notices')
      .insert(rows.slice(i, i + 50))
      .onConflict(['member_id', 'kind', 'subject_id'])
      .ignore();
  }
}

const columns = [
  'id',
  'kind',
  'subject_id',
  'about_id',
  'about',
  'about_kind',
  'created_at',
  'read_at',
  'is_calm',
] as const;

function toNotice(row: Pick<NoticeRow, (typeof columns)[number]>): Notice {
  return {
    id: row.id,
    kind: row.kind,
    subjectId: row.subject_id,
    aboutId: row.about_id,
    about: row.about,
    aboutKind: row.about_kind,
    createdAt: row.created_at,
    readAt: row.read_at,
    isCalm: Boolean(row.is_calm),
  };
}

export async function listNotices(
  db: Db,
  memberId: string,
  before: string | undefined,
  limit: number,
): Promise<Notice[]> {
  const rows = db<NoticeRow>('notices').where({ member_id: memberId }).orderBy('id', 'desc').limit(limit);
  if (before) void rows.where('id', '<', before);
  return (await rows.select(...columns)).map(toNotice);
}

/** Of one kind, newest first, that somebody has not looked at. */
export async function listUnreadOf(db: Db, memberId: string, kind: NoticeKind, limit: number): Promise<Notice[]> {
  const rows = db<NoticeRow>('notices').where({ member_id: memberId, read_at: null, kind }).orderBy('id', 'desc');
  return (await rows.limit(limit).select(...columns)).map(toNotice);
}

export async function countUnread(db: Db, memberId: string): Promise<number> {
  const unread = db('notices').where({ member_id: memberId, read_at: null }).limit(100).select('id').as('unread');
  const row: { number: number } | undefined = await db.from(unread).count({ number: '*' }).first();
  return row?.number ?? 0;
}

export async function markRead(
  db: Db,
  memberId: string,
  at: string,
  { subjectId, aboutId, upToId }: { subjectId?: string; aboutId?: string; upToId?: string },
): Promise<void> {
  const unread = db('notices').where({ member_id: memberId, read_at: null });
  if (subjectId) void unread.where({ subject_id: subjectId });
  if (aboutId) void unread.where({ about_id: aboutId });
  if (upToId) void unread.where('id', '<=', upToId);
  await unread.update({ read_at: at });
}

/** Who has something that is due to be mailed. */
export async function listDueMembers(db: Db, now: string): Promise<string[]> {
  return db('notices').where({ told_at: null }).where('due_at', '<=', now).distinct().pluck('member_id');
}

/** What waits to be mailed to somebody: one mail tells all of it, but for what is calm and not due yet. */
function waitingFor(db: Db, memberId: string, now: string) {
  return db<NoticeRow>('notices')
    .where({ member_id: memberId, told_at: null })
    .whereNotNull('due_at')
    .where((fits) => fits.where({ is_calm: 0 }).orWhere('due_at', '<=', now));
}

/** Of that, what they have not looked at. */
export async function listUntold(db: Db, memberId: string, now: string): Promise<Notice[]> {
  const rows = await waitingFor(db, memberId, now)
    .where({ read_at: null })
    .orderBy('id')
    .select(...columns);
  return rows.map(toNotice);
}

/** Whatever waits is told with that mail, or not at all where there is none. */
export async function settle(db: Db, memberId: string, batch: string | null, at: string): Promise<void> {
  await waitingFor(db, memberId, at).update(batch ? { batch, told_at: at } : { due_at: null });
}

export async function postpone(db: Db, memberId: string, now: string, until: string): Promise<void> {
  await waitingFor(db, memberId, now).where('due_at', '<', until).update({ due_at: until });
}

/** What a mail tells of and nobody has looked at meanwhile. */
export async function listBatch(db: Db, batch: string): Promise<Notice[]> {
  const rows = db<NoticeRow>('notices').where({ batch, read_at: null }).orderBy('id');
  return (await rows.select(...columns)).map(toNotice);
}

export async function deleteNotices(db: Db, id: string): Promise<void> {
  // The list of mails would tell on what it was called.
  const batches = db('notices').where({ subject_id: id }).orWhere({ about_id: id }).select('batch');
  await db('mails')
    .where({ kind: 'notifications.notices' })
    .whereIn(db.raw(`json_extract(ids, '$.batch')`) as unknown as string, batches)
    .update({ subject: 'What was new' });
  await db('notices').where({ subject_id: id }).orWhere({ about_id: id }).delete();
}

export async function deleteNoticesBefore(db: Db, before: string): Promise<void> {
  await db('notices').where('created_at', '<', before).delete();
}
