import type { Db } from '../platform/database.ts';
import type { Part } from './parts.ts';
import type { SubjectRef } from './subject.ts';
import type { View } from './view.ts';

const columns = {
  id: 'id',
  visitId: 'visit_id',
  linkId: 'link_id',
  memberId: 'member_id',
  subjectKind: 'subject_kind',
  subjectId: 'subject_id',
  seconds: 'seconds',
  furthest: 'furthest',
  parts: 'parts',
  firstAt: 'first_at',
  lastAt: 'last_at',
} satisfies Record<keyof View, string>;

type Row = Omit<View, 'parts'> & { parts: string };

export async function findVisitView(db: Db, visitId: string): Promise<View | undefined> {
  return asView(await db('views').where({ visit_id: visitId }).first(columns));
}

/** That of a member who watched without a link. */
export async function findMemberView(db: Db, { kind, id }: SubjectRef, memberId: string): Promise<View | undefined> {
  const key = { subject_kind: kind, subject_id: id, member_id: memberId, visit_id: null };
  return asView(await db('views').where(key).first(columns));
}

function asView(row: Row | undefined): View | undefined {
  return row && { ...row, parts: JSON.parse(row.parts) as Part[] };
}

/**
 * Those whose visit, or member and thing, is still there: what is erased takes its links along. One statement, however
 * many they are: a thousand come at once, and pages wait for the connection meanwhile. Gives the ids that it wrote.
 */
export async function putViews(db: Db, views: readonly View[]): Promise<Set<string>> {
  const field = (name: keyof View) => `value ->> '$.${name}'`;
  const written = await db.raw<{ id: string }[]>(
    `INSERT INTO views (${Object.values(columns).join(', ')})
     SELECT ${field('id')}, ${field('visitId')}, ${field('linkId')}, members.id, ${field('subjectKind')}, ${field('subjectId')},
       ${field('seconds')}, ${field('furthest')}, value -> '$.parts', ${field('firstAt')}, ${field('lastAt')}
     FROM json_each(:views) LEFT JOIN members ON members.id = ${field('memberId')}
     WHERE CASE WHEN ${field('visitId')} IS NULL THEN members.id IS NOT NULL AND EXISTS (SELECT 1 FROM share_links
         WHERE subject_kind = ${field('subjectKind')} AND subject_id = ${field('subjectId')})
       ELSE EXISTS (SELECT 1 FROM visits WHERE visits.id = ${field('visitId')}) END
     ON CONFLICT (id) DO UPDATE SET seconds = excluded.seconds, furthest = excluded.furthest, parts = excluded.parts,
       last_at = excluded.last_at
     RETURNING id`,
    { views: JSON.stringify(views) },
  );
  return new Set(written.map(({ id }) => id));
}
