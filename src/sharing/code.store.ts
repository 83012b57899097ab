import type { Db } from '../platform/database.ts';
import type { ShareCode } from './code.ts';

const columns = { id: 'id', linkId: 'link_id', email: 'email', tries: 'tries', createdAt: 'created_at' };

export async function insertCode(db: Db, { id, linkId, email, tries, createdAt }: ShareCode): Promise<void> {
  await db('share_codes').insert({ id, link_id: linkId, email, tries, created_at: createdAt });
}

export async function findCode(db: Db, id: string): Promise<ShareCode | undefined> {
  return db('share_codes').where({ id }).first(columns);
}

export async function findNewestCode(db: Db, linkId: string, email: string): Promise<ShareCode | undefined> {
  return db('share_codes').where({ link_id: linkId, email }).orderBy('id', 'desc').first(columns);
}

export async function setTries(db: Db, id: string, tries: number): Promise<void> {
  await db('share_codes').where({ id }).update({ tries });
}

export async function deleteCodesBefore(db: Db, before: string): Promise<void> {
  await db('share_codes').where('created_at', '<', before).delete();
}
