import type { Knex } from 'knex';
import { isReviewer, type Viewer } from '../accounts/reviewer.ts';
import type { Db } from '../platform/database.ts';
import type { Form, FormContent, FormState } from './form.ts';

interface FormRow {
  id: string;
  slug: string;
  state: FormState;
  title: string;
  draft: string;
  publication_id: string | null;
  closes_at: string | null;
  closed_at: string | null;
  closes_zone: string;
  created_at: string;
  updated_at: string;
}

const columns = [
  'id',
  'slug',
  'state',
  'title',
  'draft',
  'publication_id',
  'closes_at',
  'closed_at',
  'closes_zone',
  'created_at',
  'updated_at',
] as const;

export async function findForm(db: Db, id: string): Promise<Form | undefined> {
  return toForm(await db<FormRow>('forms').where({ id }).first(columns));
}

export async function findFormBySlug(db: Db, slug: string): Promise<Form | undefined> {
  return toForm(await db<FormRow>('forms').where({ slug }).first(columns));
}

function toForm(row: FormRow | undefined): Form | undefined {
  return (
    row && {
      id: row.id,
      slug: row.slug,
      state: row.state,
      draft: JSON.parse(row.draft) as FormContent,
      publicationId: row.publication_id,
      closesAt: row.closes_at,
      closedAt: row.closed_at,
      closesZone: row.closes_zone,
      createdAt: row.created_at,
      updatedAt: row.updated_at,
    }
  );
}

/** Newest first, from before the form `before`; ids are ordered by time. */
export async function listForms(db: Db, page: FormPage): Promise<Form[]> {
  const rows: FormRow[] = await db<FormRow>('forms')
    .modify((query) => {
      if (page.state) void query.where({ state: page.state });
      if (page.before) void query.where('id', '<', page.before);
      onlyGiven(query, page.viewer);
    })
    .orderBy('id', 'desc')
    .limit(page.limit)
    .select(columns);
  return rows.flatMap((row) => toForm(row) ?? []);
}

export interface FormPage {
  viewer: Viewer;
  state?: FormState | undefined;
  before?: string | undefined;
  limit: number;
}

/** Reviewers see only the forms that were given to them. */
function onlyGiven(query: Knex.QueryBuilder, viewer: Viewer): void {
  if (!isReviewer(viewer)) return;
  void query.whereRaw('id IN (SELECT form_id FROM form_reviewers WHERE member_id = ?)', [viewer.id]);
}

export async function countFormsByState(db: Db, viewer: Viewer): Promise<Record<FormState, number>> {
  const rows: { state: FormState; number: number }[] = await db('forms')
    .modify(onlyGiven, viewer)
    .groupBy('state')
    .select('state', db.raw('count(*) as number'));
  return { draft: 0, published: 0, closed: 0, ...Object.fromEntries(rows.map((row) => [row.state, row.number])) };
}

export async function insertForm(db: Db, form: Form, createdBy: string): Promise<void> {
  await db('forms').insert({ ...toRow(form), created_by: createdBy });
}

export async function updateForm(db: Db, form: Form): Promise<void> {
  await db('forms').where({ id: form.id }).update(toRow(form));
}

function toRow(form: Form): FormRow {
  return {
    id: form.id,
    slug: form.slug,
    state: form.state,
    title: form.draft.title,
    draft: JSON.stringify(form.draft),
    publication_id: form.publicationId,
    closes_at: form.closesAt,
    closed_at: form.closedAt,
    closes_zone: form.closesZone,
    created_at: form.createdAt,
    updated_at: form.updatedAt,
  };
}

export async function deleteForm(db: Db, id: string): Promise<void> {
  await db('forms').where({ id }).delete();
}

/** Prompt clips of a form, in its draft and in every version, that no other form shows. */
export async function promptClipsOnlyIn(db: Db, formId: string): Promise<string[]> {
  const rows: { clip_id: string }[] = await db.raw(
    `with prompts as (
       select forms.id as form_id, json_extract(question.value, '$.prompt.clipId') as clip_id
         from forms, json_each(forms.draft, '$.questions') as question
       union
       select publications.form_id, json_extract(question.value, '$.prompt.clipId')
         from publications, json_each(publications.content, '$.questions') as question)
     select clip_id from prompts join clips on clips.id = clip_id and clips.owner_kind = 'prompt'
      group by clip_id having min(form_id) = :formId and max(form_id) = :formId`,
    { formId },
  );
  return rows.map((row) => row.clip_id);
}

/** Whether any draft or version shows this clip. */
export async function isPromptShown(db: Db, clipId: string): Promise<boolean> {
  const rows: unknown[] = await db.raw(
    `select 1 from forms, json_each(forms.draft, '$.questions') as question
      where json_extract(question.value, '$.prompt.clipId') = :clipId
     union all
     select 1 from publications, json_each(publications.content, '$.questions') as question
      where json_extract(question.value, '$.prompt.clipId') = :clipId
     limit 1`,
    { clipId },
  );
  return rows.length > 0;
}

export async function countFormsBy(db: Db, memberId: string): Promise<number> {
  const counted = await db('forms').where({ created_by: memberId }).count<{ count: number }[]>({ count: '*' });
  return counted[0]?.count ?? 0;
}

export async function changeMaker(db: Db, from: string, to: string): Promise<void> {
  await db('forms').where({ created_by: from }).update({ created_by: to });
}
