import { timestamp } from '../platform/clock.ts';
import { inTransaction, type Db } from '../platform/database.ts';
import type { Deps } from '../platform/deps.ts';
import { Hook } from '../platform/hook.ts';
import { NotFound } from '../platform/http/errors.ts';
import { newId, randomText } from '../platform/ids.ts';
import type { Member } from '../accounts/member.ts';
import { newQuestion, type Question } from './question.ts';
import * as store from './store.ts';

export type FormState = 'draft' | 'published' | 'closed';
export type Ask = 'off' | 'optional' | 'required';

/** What respondents see: edited as the draft, frozen in every publication. */
export interface FormContent {
  title: string;
  welcome: string;
  thanks: string;
  /** What the respondent agrees to; the checkbox begins "I agree". */
  consent: string;
  askName: Ask;
  askEmail: Ask;
  /** Offers a question to try the camera with, which is never kept. */
  practice: boolean;
  questions: Question[];
}

export interface Form {
  id: string;
  slug: string;
  state: FormState;
  draft: FormContent;
  /** The version that new responses get. */
  publicationId: string | null;
  /** UTC; null: open until closed by hand. */
  closesAt: string | null;
  /** When it was closed by hand; null while it is not. */
  closedAt: string | null;
  /** The IANA zone in which the closing date was chosen. */
  closesZone: string;
  createdAt: string;
  updatedAt: string;
}

/** Called in the transaction that makes it, with its id. */
export const formCreated = new Hook<[Pick<Deps, 'db' | 'clock'>, string], Promise<void>>('formCreated');

export async function createForm({ db, clock }: Deps, member: Member, content: FormContent): Promise<Form> {
  const at = timestamp(clock);
  const form: Form = {
    id: newId(),
    slug: slugFor(content.title),
    state: 'draft',
    draft: content,
    publicationId: null,
    closesAt: null,
    closedAt: null,
    closesZone: 'UTC',
    createdAt: at,
    updatedAt: at,
  };
  await inTransaction(db, async (trx) => {
    await store.insertForm(trx, form, member.id);
    await formCreated.run({ db: trx, clock }, form.id);
  });
  return form;
}

/** Readable, and random enough that nobody guesses another form's link. */
function slugFor(title: string): string {
  const words = title
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 40)
    .replace(/^-+|-+$/g, '');
  return `${words || 'form'}-${randomText(8)}`;
}

/** Undefined for one that is not there, or not any more. */
export const findForm = store.findForm;

/** @throws NotFound */
export async function getForm(db: Db, id: string): Promise<Form> {
  const form = await store.findForm(db, id);
  if (!form) throw new NotFound('This form does not exist. It may have been deleted.');
  return form;
}

/** @throws NotFound for an unknown link and for a form that was never published */
export async function getFormBySlug(db: Db, slug: string): Promise<Form & { publicationId: string }> {
  const form = await store.findFormBySlug(db, slug);
  if (!form?.publicationId) {
    throw new NotFound('There is no form at this link. Check that it is complete, or ask who sent it.');
  }
  return { ...form, publicationId: form.publicationId };
}

/** Reads, changes and writes the draft in one transaction, so that two editors do not undo each other. */
export function editDraft(
  { db, clock }: Deps,
  formId: string,
  change: (draft: FormContent) => FormContent,
): Promise<Form> {
  return inTransaction(db, async (trx) => {
    const form = await getForm(trx, formId);
    const edited = { ...form, draft: change(form.draft), updatedAt: timestamp(clock) };
    await store.updateForm(trx, edited);
    return edited;
  });
}

/** A new draft with the same questions; prompts are shared, for a clip stays while any form shows it. */
export async function duplicateForm(deps: Deps, member: Member, formId: string): Promise<Form> {
  const { draft } = await getForm(deps.db, formId);
  const questions = draft.questions.map((question) => newQuestion({ ...question, id: newId() }));
  return createForm(deps, member, { ...draft, title: `${draft.title} (copy)`.slice(0, 200), questions });
}
