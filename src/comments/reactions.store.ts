import type { Db } from '../platform/database.ts';
import type { SubjectRef } from '../sharing/subject.ts';

/** SQLite takes two nulls for different things, so no moment has a number. */
const noMoment = -1;

interface NewReaction {
  id: string;
  subject: SubjectRef;
  visitId: string | null;
  memberId: string | null;
  person: string;
  emoji: string;
  at: number | null;
  createdAt: string;
}

/** Gives the id of the one that there is now. */
export async function putReaction(db: Db, { subject, at, ...reaction }: NewReaction): Promise<string> {
  const same = {
    subject_kind: subject.kind,
    subject_id: subject.id,
    person: reaction.person,
    emoji: reaction.emoji,
    at_seconds: at ?? noMoment,
  };
  const { id, visitId: visit_id, memberId: member_id, createdAt: created_at } = reaction;
  await db('reactions')
    .insert({ id, ...same, visit_id, member_id, created_at })
    .onConflict(['subject_kind', 'subject_id', 'person', 'emoji', 'at_seconds'])
    .ignore();
  const row: { id: string } = await db('reactions').where(same).first('id');
  return row.id;
}

export async function findReaction(
  db: Db,
  { kind, id: subjectId }: SubjectRef,
  id: string,
): Promise<{ memberId: string | null; visitId: string | null } | undefined> {
  return db('reactions')
    .where({ id, subject_kind: kind, subject_id: subjectId })
    .first({ memberId: 'member_id', visitId: 'visit_id' });
}

export async function deleteReaction(db: Db, id: string): Promise<void> {
  await db('reactions').where({ id }).delete();
}

export async function countReactions(db: Db, { kind, id }: SubjectRef): Promise<Record<string, number>> {
  const rows: { emoji: string; number: number }[] = await db('reactions')
    .where({ subject_kind: kind, subject_id: id })
    .groupBy('emoji')
    .select('emoji', db.raw('count(*) AS number'));
  return Object.fromEntries(rows.map(({ emoji, number }) => [emoji, number]));
}

export interface ReactionMoment {
  at: number;
  emoji: string;
  count: number;
}

export async function listReactionMoments(db: Db, { kind, id }: SubjectRef, limit: number): Promise<ReactionMoment[]> {
  return db('reactions')
    .where({ subject_kind: kind, subject_id: id })
    .whereNot({ at_seconds: noMoment })
    .groupBy('at_seconds', 'emoji')
    .orderBy('at_seconds')
    .limit(limit)
    .select({ at: 'at_seconds', emoji: 'emoji', count: db.raw('count(*)') });
}
