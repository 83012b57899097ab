import type { Db } from '../platform/database.ts';

export async function findChoice(db: Db, memberId: string): Promise<string | undefined> {
  const row: { choice: string } | undefined = await db('notice_choices').where({ member_id: memberId }).first('choice');
  return row?.choice;
}

/** JSON. */
export async function putChoice(db: Db, memberId: string, choice: string): Promise<void> {
  await db('notice_choices').insert({ member_id: memberId, choice }).onConflict('member_id').merge();
}

/** As of the IANA database. */
export async function zoneOf(db: Db, memberId: string): Promise<string> {
  const row: { time_zone: string } | undefined = await db('members').where({ id: memberId }).first('time_zone');
  return row?.time_zone ?? 'UTC';
}

/** What is to be mailed and has not been. */
export async function listWaiting(
  db: Db,
  memberId: string,
): Promise<{ id: string; created_at: string; is_calm: number }[]> {
  return db('notices')
    .where({ member_id: memberId, told_at: null })
    .whereNotNull('due_at')
    .select('id', 'created_at', 'is_calm');
}

export async function setDue(db: Db, noticeId: string, dueAt: string | null): Promise<void> {
  await db('notices').where({ id: noticeId }).update({ due_at: dueAt });
}
