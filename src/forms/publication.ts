import { audit } from '../accounts/audit.ts';
import { timestamp } from '../platform/clock.ts';
import { inTransaction, type Db } from '../platform/database.ts';
import type { Deps } from '../platform/deps.ts';
import { Invalid, NotFound } from '../platform/http/errors.ts';
import { newId } from '../platform/ids.ts';
import { getForm, type Form, type FormContent } from './form.ts';
import { findPublication, insertPublication, listContents } from './publication.store.ts';
import type { Question } from './question.ts';
import { updateForm } from './store.ts';

/** An immutable version of a form. A response is pinned to the one it began with. */
export interface Publication {
  id: string;
  formId: string;
  version: number;
  content: FormContent;
  createdAt: string;
}

/** @throws NotFound */
export async function getPublication(db: Db, id: string): Promise<Publication> {
  const publication = await findPublication(db, id);
  if (!publication) throw new NotFound();
  return publication;
}

/**
 * Makes the draft the version that new responses get.
 * @param actorId the member who does it; null: the system
 * @throws Invalid with what a respondent would stumble over
 */
export function publishForm({ db, clock }: Deps, formId: string, actorId: string | null = null): Promise<Form> {
  return inTransaction(db, async (trx) => {
    const form = await getForm(trx, formId);
    checkPublishable(form.draft);
    const at = timestamp(clock);
    const publication = { id: newId(), formId, content: form.draft, createdAt: at };
    await insertPublication(trx, publication);
    const state = form.state === 'draft' ? 'published' : form.state;
    const published: Form = { ...form, state, publicationId: publication.id, updatedAt: at };
    await updateForm(trx, published);
    await audit({ db: trx, clock }, actorId, 'form.published', formId);
    return published;
  });
}

/** A version that new responses do not get, for what was asked elsewhere. Returns its id. */
export async function addVersion(
  { db, clock }: Pick<Deps, 'db' | 'clock'>,
  formId: string,
  content: FormContent,
): Promise<string> {
  const id = newId();
  await insertPublication(db, { id, formId, content, createdAt: timestamp(clock) });
  return id;
}

function checkPublishable({ questions }: FormContent): void {
  if (questions.length === 0) throw new Invalid({ questions: 'Add at least one question before you publish.' });
  for (const [index, question] of questions.entries()) {
    if (!question.text.trim() && !question.prompt) {
      throw new Invalid({ questions: `Question ${index + 1} has no text yet.` });
    }
    if (question.type.endsWith('_choice') && question.choices.length < 2) {
      throw new Invalid({ questions: `Question ${index + 1} needs at least two choices.` });
    }
  }
}

/** What a form ever asked: as it is asked now, then what earlier versions asked and what only imported answers have. */
export async function listEveryQuestion(db: Db, form: Form): Promise<Question[]> {
  const now = form.publicationId ? (await getPublication(db, form.publicationId)).content : form.draft;
  const all = [now, ...(await listContents(db, form.id))].flatMap(({ questions }) => questions);
  return [...new Map(all.toReversed().map((question) => [question.id, question])).values()].toSorted(
    (a, b) => all.findIndex(({ id }) => id === a.id) - all.findIndex(({ id }) => id === b.id),
  );
}

/** Whether the draft differs from what respondents see. */
export async function hasUnpublishedChanges(db: Db, form: Form): Promise<boolean> {
  if (!form.publicationId) return false;
  const { content } = await getPublication(db, form.publicationId);
  return JSON.stringify(content) !== JSON.stringify(form.draft);
}
