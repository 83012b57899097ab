import type { Db } from '../platform/database.ts';

/** Everybody who sees the responses to a form: reviewers only where it was given to them. */
export async function listTeam(db: Db, formId: string): Promise<string[]> {
  const reviewers = db('form_reviewers').where({ form_id: formId }).select('member_id');
  return db('members')
    .where({ disabled_at: null })
    .where((sees) => sees.whereNot({ role: 'reviewer' }).orWhereIn('id', reviewers))
    .pluck('id');
}

export async function findMaker(db: Db, formId: string): Promise<string> {
  const row: { created_by: string } | undefined = await db('forms').where({ id: formId }).first('created_by');
  return row?.created_by ?? '';
}
