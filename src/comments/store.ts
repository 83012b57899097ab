import type { Db } from '../platform/database.ts';
import type { SubjectRef } from '../sharing/subject.ts';
import type { Comment } from './comment.ts';

export const columns = {
  id: 'comments.id',
  subjectKind: 'subject_kind',
  subjectId: 'subject_id',
  linkId: 'link_id',
  visitId: 'visit_id',
  memberId: 'member_id',
  authorName: 'author_name',
  parentId: 'parent_id',
  text: 'text',
  atSeconds: 'at_seconds',
  clipId: 'clip_id',
  kind: 'kind',
  createdAt: 'comments.created_at',
  finishedAt: 'finished_at',
  editedAt: 'edited_at',
  deletedAt: 'deleted_at',
} satisfies Record<keyof Comment, string>;

export async function insertComment(db: Db, comment: Comment): Promise<void> {
  await db('comments').insert(asRow(comment));
}

export async function findComment(db: Db, id: string): Promise<Comment | undefined> {
  return db('comments').where({ id }).first(columns);
}

export async function updateComment(db: Db, id: string, changes: Partial<Comment>): Promise<void> {
  await db('comments').where({ id }).update(asRow(changes));
}

export async function deleteCommentRow(db: Db, id: string): Promise<void> {
  await db('comments').where({ id }).delete();
}

export async function countAnswers(db: Db, parentId: string): Promise<number> {
  const { number }: { number: number } = await db('comments')
    .where({ parent_id: parentId })
    .first(db.raw('count(*) AS number'));
  return number;
}

/** The members who take part in a thread. */
export async function listParticipants(db: Db, rootId: string): Promise<string[]> {
  return db('comments')
    .where((query) => void query.where({ id: rootId }).orWhere({ parent_id: rootId }))
    .whereNotNull('member_id')
    .distinct()
    .pluck('member_id');
}

export async function listClipIds(db: Db, { kind, id }: SubjectRef): Promise<string[]> {
  return db('comments').where({ subject_kind: kind, subject_id: id }).whereNotNull('clip_id').pluck('clip_id');
}

/** Begun before a moment and never stopped. */
export async function listUnfinished(db: Db, before: string): Promise<Pick<Comment, 'id' | 'clipId'>[]> {
  return db('comments')
    .whereNull('finished_at')
    .where('created_at', '<', before)
    .select({ id: 'id', clipId: 'clip_id' });
}

export async function deleteAllOf(db: Db, { kind, id }: SubjectRef): Promise<void> {
  await db('comments').where({ subject_kind: kind, subject_id: id }).delete();
  await db('reactions').where({ subject_kind: kind, subject_id: id }).delete();
}

function asRow(comment: Partial<Comment>): Record<string, unknown> {
  const named = Object.entries(columns).map(
    ([field, column]) => [bare(column), Reflect.get(comment, field) as unknown] as const,
  );
  return Object.fromEntries(named.filter(([, value]) => value !== undefined));
}

function bare(column: string): string {
  return column.replace(/^comments\./, '');
}
