import type { Db } from '../platform/database.ts';
import type { Member } from './member.ts';

export interface WorkspaceRow {
  id: string;
  company: string;
  created_at: string;
}

export interface MemberRow extends Member {
  password_hash: string | null;
  /** Counts up with every link made and used, so that only the newest works, and once. */
  invitation_version: number;
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
  return db<MemberRow>('members').where({ email }).first(columns);
}

const columns = [
  'id',
  'name',
  'email',
  'role',
  'password_hash',
  'invitation_version',
  'created_at',
  'disabled_at',
] as const;

export async function findMemberRow(db: Db, id: string): Promise<MemberRow | undefined> {
  return db<MemberRow>('members').where({ id }).first(columns);
}

export async function listMembers(db: Db): Promise<MemberRow[]> {
  return db<MemberRow>('members').orderBy('id').select(columns);
}

/** Leaves out who has been disabled: their sessions end with this. */
export async function findMember(db: Db, id: string): Promise<Member | undefined> {
  return db<MemberRow>('members').where({ id, disabled_at: null }).first('id', 'name', 'email', 'role');
}

export async function insertMember(db: Db, row: Omit<MemberRow, 'disabled_at' | 'invitation_version'>): Promise<void> {
  await db('members').insert(row);
}

export async function updateMember(
  db: Db,
  id: string,
  change: Partial<Pick<MemberRow, 'password_hash' | 'invitation_version' | 'disabled_at'>>,
): Promise<void> {
  await db('members').where({ id }).update(change);
}

export async function deleteSessions(db: Db, memberId: string): Promise<void> {
  await db('sessions').where({ member_id: memberId }).delete();
}
