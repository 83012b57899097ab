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
  /** When the link was made with which they choose a password; null once it is used or taken back. */
  invited_at: string | null;
  signed_in_at: string | null;
  time_zone: string;
  language: string;
  theme: string;
  portrait: number | null;
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
  'invited_at',
  'signed_in_at',
  'time_zone',
  'language',
  'theme',
  'portrait',
] as const;

export async function findMemberRow(db: Db, id: string): Promise<MemberRow | undefined> {
  return db<MemberRow>('members').where({ id }).first(columns);
}

/** By name; those whose name or address holds `search`; only those that come after the one of that id. */
export async function listMembers(
  db: Db,
  { search, after }: { search?: string; after?: string },
  limit: number,
): Promise<MemberRow[]> {
  const rows = db<MemberRow>('members').orderByRaw('name COLLATE NOCASE, id').limit(limit);
  if (search) {
    const like = `%${search.replaceAll(/[\\%_]/g, '\\$&')}%`;
    void rows.whereRaw(`(name LIKE ? ESCAPE '\\' OR email LIKE ? ESCAPE '\\')`, [like, like]);
  }
  if (after) {
    void rows.whereRaw('(name COLLATE NOCASE, id) > (SELECT name, id FROM members WHERE id = ?)', [after]);
  }
  return rows.select(columns);
}

/** Somebody else who may run the workspace, and can get in. */
export async function hasOwnerBeside(db: Db, id: string): Promise<boolean> {
  const other = await db<MemberRow>('members')
    .where({ role: 'owner', disabled_at: null })
    .whereNot({ id })
    .where((can) => can.whereNotNull('password_hash').orWhereNotNull('signed_in_at'))
    .first('id');
  return other !== undefined;
}

export async function deleteMember(db: Db, id: string): Promise<void> {
  await db('members').where({ id }).delete();
}

/** Leaves out who has been disabled: their sessions end with this. */
export async function findActiveMember(db: Db, id: string): Promise<MemberRow | undefined> {
  return db<MemberRow>('members').where({ id, disabled_at: null }).first(columns);
}

export async function insertMember(
  db: Db,
  row: Pick<MemberRow, 'id' | 'name' | 'email' | 'role' | 'password_hash' | 'created_at' | 'invited_at'>,
): Promise<void> {
  await db('members').insert(row);
}

export async function updateMember(
  db: Db,
  id: string,
  change: Partial<Omit<MemberRow, 'id' | 'created_at'>>,
): Promise<void> {
  await db('members').where({ id }).update(change);
}

/** All of them, or all but the one that has this hash. */
export async function deleteSessions(db: Db, memberId: string, butHash = ''): Promise<void> {
  await db('sessions').where({ member_id: memberId }).whereNot({ id_hash: butHash }).delete();
}

export interface SessionRow {
  id_hash: string;
  member_id: string | null;
  expires_at: string;
  created_at: string | null;
  seen_at: string | null;
  browser: string | null;
  address: string | null;
}

export async function listSessions(
  db: Db,
  memberId: string,
  now: string,
): Promise<Omit<SessionRow, 'member_id' | 'expires_at'>[]> {
  return db<SessionRow>('sessions')
    .where({ member_id: memberId })
    .where('expires_at', '>', now)
    .orderBy('seen_at', 'desc')
    .select('id_hash', 'created_at', 'seen_at', 'browser', 'address');
}

export async function putPortrait(db: Db, memberId: string, webp: Buffer): Promise<void> {
  await db('portraits').insert({ member_id: memberId, webp }).onConflict('member_id').merge();
}

export async function findPortrait(db: Db, memberId: string): Promise<Buffer | undefined> {
  const [row] = await db<PortraitRow>('portraits').where({ member_id: memberId }).select('webp');
  return row?.webp;
}

interface PortraitRow {
  member_id: string;
  webp: Buffer;
}

export async function deletePortrait(db: Db, memberId: string): Promise<void> {
  await db('portraits').where({ member_id: memberId }).delete();
}
