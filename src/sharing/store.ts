import type { Db } from '../platform/database.ts';
import type { ShareLink } from './link.ts';
import type { SubjectRef } from './subject.ts';

const columns = {
  id: 'id',
  subjectKind: 'subject_kind',
  subjectId: 'subject_id',
  name: 'name',
  version: 'version',
  access: 'access',
  passwordHash: 'password_hash',
  gate: 'gate',
  expiresAt: 'expires_at',
  mostViewers: 'most_viewers',
  allowsDownload: 'allows_download',
  allowsComments: 'allows_comments',
  asksName: 'asks_name',
  sites: 'sites',
  createdBy: 'created_by',
  createdAt: 'created_at',
  revokedAt: 'revoked_at',
} satisfies Record<keyof ShareLink, string>;

export async function insertLink(db: Db, link: ShareLink, tokenHash: string): Promise<void> {
  await db('share_links').insert({ ...asRow(link), token_hash: tokenHash });
}

export async function updateLink(db: Db, link: ShareLink): Promise<void> {
  await db('share_links').where({ id: link.id }).update(asRow(link));
}

export async function findLink(db: Db, id: string): Promise<ShareLink | undefined> {
  return asLink(await db('share_links').where({ id }).first(columns));
}

export async function findLinkByHash(db: Db, tokenHash: string): Promise<ShareLink | undefined> {
  return asLink(await db('share_links').where({ token_hash: tokenHash }).first(columns));
}

export async function listLinks(db: Db, { kind, id }: SubjectRef): Promise<ShareLink[]> {
  const rows: Row[] = await db('share_links')
    .where({ subject_kind: kind, subject_id: id })
    .orderBy('id')
    .select(columns);
  return rows.flatMap((row) => asLink(row) ?? []);
}

/** With who came by them, who asked to, and who watched without one. */
export async function deleteLinks(db: Db, { kind, id }: SubjectRef): Promise<void> {
  await db('views').where({ subject_kind: kind, subject_id: id }).delete();
  await db('share_links').where({ subject_kind: kind, subject_id: id }).delete();
}

function asRow(link: ShareLink): Record<string, unknown> {
  const values = { ...link, sites: JSON.stringify(link.sites) };
  return Object.fromEntries(Object.entries(columns).map(([field, column]) => [column, Reflect.get(values, field)]));
}

type Row = Omit<ShareLink, 'sites' | Flag> & { sites: string } & Record<Flag, number>;
type Flag = 'allowsDownload' | 'allowsComments' | 'asksName';

function asLink(row: Row | undefined): ShareLink | undefined {
  if (!row) return undefined;
  return {
    ...row,
    sites: JSON.parse(row.sites) as string[],
    allowsDownload: row.allowsDownload === 1,
    allowsComments: row.allowsComments === 1,
    asksName: row.asksName === 1,
  };
}
