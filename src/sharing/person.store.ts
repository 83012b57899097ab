import type { Db } from '../platform/database.ts';
import type { Person } from './person.ts';

const columns = { id: 'id', linkId: 'link_id', email: 'email', createdAt: 'created_at' };

export async function listPeople(db: Db, linkId: string): Promise<Person[]> {
  return db('share_people').where({ link_id: linkId }).orderBy('id').select(columns);
}

export async function findPerson(db: Db, linkId: string, email: string): Promise<Person | undefined> {
  return db('share_people').where({ link_id: linkId, email }).first(columns);
}

export async function insertPeople(db: Db, people: readonly Person[]): Promise<void> {
  const rows = people.map(({ id, linkId, email, createdAt }) => ({
    id,
    link_id: linkId,
    email,
    created_at: createdAt,
  }));
  for (let i = 0; i < rows.length; i += 100) await db('share_people').insert(rows.slice(i, i + 100));
}

export async function deletePeople(db: Db, ids: readonly string[]): Promise<void> {
  await db('share_people')
    .whereRaw('id in (select value from json_each(?))', [JSON.stringify(ids)])
    .delete();
}
