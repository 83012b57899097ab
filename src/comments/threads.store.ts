import type { Knex } from 'knex';
import type { Db } from '../platform/database.ts';
import type { SubjectRef } from '../sharing/subject.ts';
import type { Comment } from './comment.ts';
import { columns } from './store.ts';

/** A comment with who wrote it, as they are called now. */
export interface Signed extends Comment {
  memberName: string | null;
  portrait: number | null;
}

interface Page {
  /** Leaves out threads that came through other links; null for all. */
  linkId: string | null;
  /** Those begun before this one. */
  before?: string | undefined;
  limit: number;
}

/** What begins threads, newest first. A deleted one stays as long as an answer to it does. */
export async function listRoots(db: Db, { kind, id }: SubjectRef, { linkId, before, limit }: Page): Promise<Signed[]> {
  return visibleRoots(db, { kind, id }, linkId)
    .modify((query) => void (before && query.where('comments.id', '<', before)))
    .orderBy('comments.id', 'desc')
    .limit(limit)
    .select(signed);
}

/** All answers to these, oldest first; without those that came through other links. */
export async function listAnswers(db: Db, parentIds: string[], linkId: string | null): Promise<Signed[]> {
  return withAuthors(db)
    .whereRaw('parent_id in (select value from json_each(?))', [JSON.stringify(parentIds)])
    .whereNotNull('finished_at')
    .modify(throughLink, 'comments', linkId)
    .orderBy('comments.id')
    .select(signed);
}

export async function findSigned(db: Db, id: string): Promise<Signed | undefined> {
  return withAuthors(db).where('comments.id', id).first(signed);
}

/** How many were not deleted, answers included. */
export async function countComments(db: Db, subject: SubjectRef, linkId: string | null): Promise<number> {
  const roots = visibleRoots(db, subject, linkId).select('comments.id');
  const { number }: { number: number } = await db('comments')
    .whereNotNull('finished_at')
    .whereNull('deleted_at')
    .modify(throughLink, 'comments', linkId)
    .where((query) => void query.whereIn('id', roots.clone()).orWhereIn('parent_id', roots.clone()))
    .first(db.raw('count(*) AS number'));
  return number;
}

export interface Moment {
  id: string;
  at: number;
  name: string | null;
}

/** Where threads are, by time. */
export async function listMoments(
  db: Db,
  subject: SubjectRef,
  linkId: string | null,
  limit: number,
): Promise<Moment[]> {
  return visibleRoots(db, subject, linkId)
    .whereNotNull('at_seconds')
    .whereNull('comments.deleted_at')
    .orderBy('at_seconds')
    .limit(limit)
    .select({ id: 'comments.id', at: 'at_seconds', name: db.raw("coalesce(members.name, nullif(author_name, ''))") });
}

const signed = { ...columns, memberName: 'members.name', portrait: 'members.portrait' };

function withAuthors(db: Db) {
  return db('comments').leftJoin('members', 'members.id', 'comments.member_id');
}

function visibleRoots(db: Db, { kind, id }: SubjectRef, linkId: string | null) {
  const answers = db('comments as answers')
    .whereRaw('answers.parent_id = comments.id')
    .whereNotNull('answers.finished_at')
    .whereNull('answers.deleted_at')
    .modify(throughLink, 'answers', linkId);
  return withAuthors(db)
    .where({ subject_kind: kind, subject_id: id, parent_id: null })
    .whereNotNull('finished_at')
    .where((query) => void query.whereNull('comments.deleted_at').orWhereExists(answers))
    .modify(throughLink, 'comments', linkId);
}

/** What one link's people wrote is not for another's, also where they answer in the same thread of a member. */
function throughLink(query: Knex.QueryBuilder, table: 'comments' | 'answers', linkId: string | null): void {
  const column = `${table}.link_id`;
  if (linkId !== null) void query.where((own) => void own.whereNull(column).orWhere(column, linkId));
}
