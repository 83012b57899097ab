import type { Db } from '../platform/database.ts';
import type { Hiding, Reviewer } from './reviewers.ts';

export async function isGiven(db: Db, formId: string, memberId: string): Promise<boolean> {
  return Boolean(await db('form_reviewers').where({ form_id: formId, member_id: memberId }).first('form_id'));
}

/** By name; those who have been disabled are left out. */
export async function listReviewers(db: Db, formId: string): Promise<Reviewer[]> {
  const rows: (Omit<Reviewer, 'given'> & { form_id: string | null })[] = await db('members')
    .leftJoin('form_reviewers', (on) =>
      on.on('form_reviewers.member_id', 'members.id').andOnVal('form_reviewers.form_id', formId),
    )
    .where({ role: 'reviewer', disabled_at: null })
    .orderByRaw('name collate nocase, id')
    .select('id', 'name', 'email', 'form_id');
  return rows.map(({ form_id, ...reviewer }) => ({ ...reviewer, given: form_id !== null }));
}

export async function insertGiven(db: Db, formId: string, memberId: string, at: string): Promise<void> {
  await db('form_reviewers').insert({ form_id: formId, member_id: memberId, given_at: at });
}

/** How many were deleted. */
export async function deleteGiven(db: Db, formId: string, memberId: string): Promise<number> {
  return db('form_reviewers').where({ form_id: formId, member_id: memberId }).delete();
}

export async function findHiding(db: Db, formId: string): Promise<Hiding> {
  const row: { hides: Hiding } | undefined = await db('forms').where({ id: formId }).first('hides');
  return row?.hides ?? 'both';
}

export async function updateHiding(db: Db, formId: string, hides: Hiding): Promise<void> {
  await db('forms').where({ id: formId }).update({ hides });
}
