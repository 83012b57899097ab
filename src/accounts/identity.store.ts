import type { Db } from '../platform/database.ts';

export interface Identity {
  issuer: string;
  subject: string;
}

export async function findMemberIdByIdentity(db: Db, { issuer, subject }: Identity): Promise<string | undefined> {
  const row: { member_id: string } | undefined = await db('identities').where({ issuer, subject }).first('member_id');
  return row?.member_id;
}

export async function insertIdentity(db: Db, row: Identity & { member_id: string; created_at: string }): Promise<void> {
  await db('identities').insert(row);
}
