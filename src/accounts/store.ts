import type { Db } from '../platform/database.ts';
import type { Member } from './member.ts';

export interface WorkspaceRow {
  id: string;
  company: string;
  created_at: string;
}

export interface MemberRow extends Member {
  password_hash: string | null;
  created_at: string;
  disabled_at: string | null;
}

export async function findWorkspace(db: Db): Promise<WorkspaceRow | undefined> {
  return db<WorkspaceRow>('workspaces').first('id', 'company', 'created_at');
}

export async function insertWorkspace(db: Db, row: WorkspaceRow): Promise<void> {
  await db('workspaces').insert(row);
}

export async function findMemberByEmail(db: Db, email: string): Promise<MemberRow | undefined> {
  return db<MemberRow>('members')
    .where({ email })
    .first('id', 'name', 'email', 'role', 'password_hash', 'created_at', 'disabled_at');
}

/** Leaves out who has been disabled: their sessions end with this. */
export async function findMember(db: Db, id: string): Promise<Member | undefined> {
  return db<MemberRow>('members').where({ id, disabled_at: null }).first('id', 'name', 'email', 'role');
}

export async function insertMember(
  db: Db,
  row: Omit<MemberRow, 'disabled_at'>,
): Promise<void> {
  await db('members').insert(row);
}
