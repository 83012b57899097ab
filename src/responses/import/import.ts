import { audit } from '../../accounts/audit.ts';
import type { Member } from '../../accounts/member.ts';
import { addVersion } from '../../forms/publication.ts';
import type { Form } from '../../forms/form.ts';
import type { Question } from '../../forms/question.ts';
import { timestamp } from '../../platform/clock.ts';
import { inTransaction, type Db } from '../../platform/database.ts';
import type { Deps } from '../../platform/deps.ts';
import { newId } from '../../platform/ids.ts';
import { apart, type Plan } from './plan.ts';
import type { ImportedRow, Reading } from './row.ts';
import * as store from './store.ts';
import { contentWith } from './target.ts';

/**
 * Makes a submitted response of every good row, dated as the file says; all of them or none. What has come in the
 * meantime is not imported twice. Returns the import's id.
 */
export async function importAnswers(
  deps: Deps,
  actor: Member,
  form: Form,
  plan: Plan,
  fileName: string,
): Promise<string> {
  const at = timestamp(deps.clock);
  return inTransaction(deps.db, async (trx) => {
    const { good, repeated } = await apart(trx, form, plan.good);
    const rows = good.map((row) => ({ ...row, at: row.at ?? at })).toSorted((a, b) => a.at.localeCompare(b.at));
    const publicationId = await versionFor({ ...deps, db: trx }, form, plan, rows);
    const last = await store.takeNumbers(trx, form.id, rows.length);
    const responses = rows.map((row, i) => ({ ...row, id: newId(), number: last + i + 1 }));
    const importId = newId();
    await store.insertResponses(trx, { formId: form.id, publicationId, importId }, responses.map(asResponse));
    await store.insertAnswers(
      trx,
      responses.flatMap((response) => answersIn(response, plan.reading)),
      at,
    );
    const left_out = plan.wrong.length + plan.repeated.length + repeated.length;
    const done = { id: importId, form_id: form.id, member_id: actor.id, created_at: at };
    const file = { sha256: plan.sha256, file_name: fileName };
    await store.insertImport(trx, { ...done, ...file, imported: rows.length, left_out });
    await audit({ ...deps, db: trx }, actor.id, 'responses.imported', form.id, { count: rows.length });
    return importId;
  });
}

/** The form as it is, where it asks for all that is imported; else a version of it that nobody is asked to answer. */
async function versionFor(deps: { db: Db } & Pick<Deps, 'clock'>, form: Form, plan: Plan, rows: ImportedRow[]) {
  const { answerTo, scoreTo } = plan.reading;
  const used = [
    ...(rows.some(({ answer }) => answer !== null) ? [answerTo] : []),
    ...(rows.some(({ score }) => score !== null) ? [scoreTo] : []),
  ];
  const content = contentWith(plan.targets, used);
  if (content === plan.targets.content && form.publicationId) return form.publicationId;
  return (
    (await store.findPublicationWith(deps.db, form.id, JSON.stringify(content))) ?? addVersion(deps, form.id, content)
  );
}

type Dated = ImportedRow & store.ImportedResponse;

function asResponse({ id, number, name, email, at }: Dated): store.ImportedResponse {
  return { id, number, name, email, at };
}

function answersIn({ id: responseId, answer, score }: Dated, { answerTo, scoreTo }: Reading): store.ImportedAnswer[] {
  const of = (question: Question) => ({ id: newId(), responseId, questionId: question.id, text: null, number: null });
  const kind = answerTo.type === 'recorded' ? 'typed' : 'text';
  return [
    ...(answer === null ? [] : [{ ...of(answerTo), kind, text: answer } as const]),
    ...(score === null
      ? []
      : [{ ...of(scoreTo), kind: scoreTo.type === 'stars' ? 'stars' : 'score', number: score } as const]),
  ];
}
