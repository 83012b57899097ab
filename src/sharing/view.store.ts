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

/** Those whose visit and member are still there. */
export async function putViews(db: Db, views: readonly View[]): Promise<void> {
  const visits = await existing(
    db,
    'visits',
    views.flatMap(({ visitId }) => visitId ?? []),
  );
  const members = await existing(
    db,
    'members',
    views.flatMap(({ memberId }) => memberId ?? []),
  );
  const rows = views
    .filter(({ visitId }) => visitId === null || visits.has(visitId))
    .map((view) => (view.memberId === null || members.has(view.memberId) ? view : { ...view, memberId: null }))
    .filter(({ visitId, memberId }) => visitId !== null || memberId !== null)
    .map(asRow);
  for (let i = 0; i < rows.length; i += 80) {
    await db('views')
      .insert(rows.slice(i, i + 80))
      .onConflict('id')
      .merge(['seconds', 'furthest', 'parts', 'last_at']);
  }
}

async function existing(db: Db, table: 'visits' | 'members', ids: string[]): Promise<Set<string>> {
  const found: string[] = await db(table)
    .whereRaw('id in (select value from json_each(?))', [JSON.stringify(ids)])
    .pluck('id');
  return new Set(found);
}

function asRow(view: View): Record<string, unknown> {
  const values = { ...view, parts: JSON.stringify(view.parts) };
  return Object.fromEntries(Object.entries(columns).map(([field, column]) => [column, Reflect.get(values, field)]));
}
