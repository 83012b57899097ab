import type { Db } from '../platform/database.ts';
import type { Visit } from './visit.ts';

const columns = {
  id: 'id',
  linkId: 'link_id',
  memberId: 'member_id',
  email: 'email',
  name: 'name',
  agent: 'agent',
  isProgram: 'is_program',
  gate: 'gate',
  createdAt: 'created_at',
  lastSeenAt: 'last_seen_at',
} satisfies Record<keyof Visit, string>;

export async function insertVisit(db: Db, visit: Visit): Promise<void> {
  const row = Object.entries(columns).map(([field, column]) => [column, Reflect.get(visit, field) as unknown]);
  await db('visits').insert(Object.fromEntries(row));
}

export async function findVisit(db: Db, id: string): Promise<Visit | undefined> {
  const row: (Omit<Visit, 'isProgram'> & { isProgram: number }) | undefined = await db('visits')
    .where({ id })
    .first(columns);
  return row && { ...row, isProgram: row.isProgram === 1 };
}

/** Somebody who passes the gate once more. */
export async function renewVisit(db: Db, visit: Visit): Promise<void> {
  const { id, gate, name, email, memberId, lastSeenAt } = visit;
  await db('visits').where({ id }).update({ gate, name, email, member_id: memberId, last_seen_at: lastSeenAt });
}

/** How many browsers, the author's own and programs left out. */
export async function countVisits(db: Db, linkId: string, exceptMemberId: string): Promise<number> {
  const { number }: { number: number } = await db('visits')
    .where({ link_id: linkId, is_program: false })
    .where((query) => void query.whereNull('member_id').orWhereNot({ member_id: exceptMemberId }))
    .first(db.raw('count(*) AS number'));
  return number;
}
