import type { Db } from '../platform/database.ts';
import type { AccessRequest } from './request.ts';
import type { SubjectRef } from './subject.ts';

const columns = {
  id: 'id',
  linkId: 'link_id',
  subjectKind: 'subject_kind',
  subjectId: 'subject_id',
  name: 'name',
  email: 'email',
  text: 'text',
  createdAt: 'created_at',
  decidedAt: 'decided_at',
  grantedLinkId: 'granted_link_id',
} satisfies Record<keyof AccessRequest, string>;

export async function insertRequest(db: Db, request: AccessRequest): Promise<void> {
  const row = Object.entries(columns).map(([field, column]) => [column, Reflect.get(request, field) as unknown]);
  await db('access_requests').insert(Object.fromEntries(row));
}

export async function findRequest(db: Db, id: string): Promise<AccessRequest | undefined> {
  return db('access_requests').where({ id }).first(columns);
}

/** One that nobody has decided about, of this address. */
export async function findWaiting(db: Db, linkId: string, email: string): Promise<AccessRequest | undefined> {
  return db('access_requests').where({ link_id: linkId, email, decided_at: null }).first(columns);
}

const mostListed = 100;

export async function listOpenRequests(db: Db, { kind, id }: SubjectRef): Promise<AccessRequest[]> {
  return db('access_requests')
    .where({ subject_kind: kind, subject_id: id, decided_at: null })
    .orderBy('id')
    .limit(mostListed)
    .select(columns);
}

export async function decide(db: Db, id: string, decidedAt: string, grantedLinkId: string | null): Promise<void> {
  await db('access_requests').where({ id }).update({ decided_at: decidedAt, granted_link_id: grantedLinkId });
}
