import type { ClipState } from '../media/clip.ts';
import type { Db } from '../platform/database.ts';
import type { Answer } from './answer.ts';
import type { FormResponse } from './response.ts';

interface ResponseRow {
  id: string;
  form_id: string;
  publication_id: string;
  state: FormResponse['state'];
  name: string | null;
  email: string | null;
  consent: string | null;
  source: string | null;
  continue_version: number;
  started_at: string;
  submitted_at: string | null;
}

const responseColumns = [
  'id',
  'form_id',
  'publication_id',
  'state',
  'name',
  'email',
  'consent',
  'source',
  'continue_version',
  'started_at',
  'submitted_at',
] as const;

export async function findResponse(db: Db, id: string): Promise<FormResponse | undefined> {
  const row = await db<ResponseRow>('responses')
    .where({ id })
    .first(...responseColumns);
  return (
    row && {
      id: row.id,
      formId: row.form_id,
      publicationId: row.publication_id,
      state: row.state,
      name: row.name,
      email: row.email,
      consent: row.consent,
      source: row.source,
      continueVersion: row.continue_version,
      startedAt: row.started_at,
      submittedAt: row.submitted_at,
    }
  );
}

export async function insertResponse(db: Db, response: FormResponse): Promise<void> {
  await db<ResponseRow>('responses').insert({
    id: response.id,
    form_id: response.formId,
    publication_id: response.publicationId,
    state: response.state,
    source: response.source,
    continue_version: response.continueVersion,
    started_at: response.startedAt,
  });
}

/** Whether it was this call that submitted it: of two at once, one is told true. */
export async function submitResponse(
  db: Db,
  id: string,
  { name, email, consent, submittedAt }: Pick<FormResponse, 'name' | 'email' | 'consent' | 'submittedAt'>,
): Promise<boolean> {
  const changed = await db<ResponseRow>('responses')
    .where({ id, state: 'started' })
    .update({ state: 'submitted', name, email, consent, submitted_at: submittedAt });
  if (changed === 1) await numberResponse(db, id);
  return changed === 1;
}

/** By it people speak of a response whose name they do not see; no other of the form ever gets the same. */
async function numberResponse(db: Db, id: string): Promise<void> {
  const form = db('responses').where({ id }).select('form_id');
  await db('forms').where('id', form).increment('last_number');
  const last = db('forms').where('id', form.clone()).select('last_number');
  await db('responses').where({ id }).update({ number: last });
}

/** Whether `version` was current still: of two devices that open one link, one is told true. */
export async function useUpContinueVersion(db: Db, id: string, version: number): Promise<boolean> {
  const changed = await db<ResponseRow>('responses')
    .where({ id, continue_version: version })
    .update({ continue_version: version + 1 });
  return changed === 1;
}

export async function deleteResponse(db: Db, id: string): Promise<void> {
  await db('responses').where({ id }).delete();
}

export async function listStartedBefore(db: Db, moment: string): Promise<string[]> {
  return db<ResponseRow>('responses').where({ state: 'started' }).where('started_at', '<', moment).pluck('id');
}

/** Every clip that the response holds, of takes and of files. */
export async function listClipIds(db: Db, responseId: string): Promise<string[]> {
  const takes = db('takes').where({ response_id: responseId }).select('clip_id');
  const answers = db('answers').where({ response_id: responseId }).whereNotNull('clip_id').select('clip_id');
  const rows: { clip_id: string }[] = await takes.union(answers);
  return rows.map((row) => row.clip_id);
}

export async function isClipOfResponse(db: Db, clipId: string): Promise<boolean> {
  const take: unknown = await db('takes').where({ clip_id: clipId }).first('id');
  const answer: unknown = await db('answers').where({ clip_id: clipId }).first('id');
  return Boolean(take ?? answer);
}

interface AnswerRow {
  id: string;
  response_id: string;
  question_id: string;
  kind: Answer['kind'];
  text: string | null;
  number: number | null;
  choices: string | null;
  clip_id: string | null;
  take_id: string | null;
  updated_at: string;
}

interface ListedAnswerRow extends AnswerRow {
  declared_seconds: number | null;
  confirmed_at: string | null;
  state: ClipState | null;
  error: string | null;
  parts_missing: number;
}

export async function listAnswers(db: Db, responseId: string): Promise<Answer[]> {
  const rows: ListedAnswerRow[] = await db('answers')
    .leftJoin('clips', 'clips.id', 'answers.clip_id')
    .where({ 'answers.response_id': responseId })
    .select('answers.id', 'response_id', 'question_id', 'answers.kind', 'text', 'number', 'choices')
    .select('clip_id', 'take_id', 'updated_at', 'declared_seconds', 'confirmed_at', 'clips.state', 'clips.error')
    .select({ parts_missing: countMissingParts(db) });
  return rows.map((row) => ({
    id: row.id,
    responseId: row.response_id,
    questionId: row.question_id,
    kind: row.kind,
    text: row.text,
    number: row.number,
    choices: row.choices === null ? null : (JSON.parse(row.choices) as string[]),
    clipId: row.clip_id,
    takeId: row.take_id,
    seconds: row.declared_seconds,
    safe: row.clip_id === null || (row.confirmed_at !== null && row.state !== 'failed' && row.parts_missing === 0),
    error: row.state === 'failed' ? row.error : null,
    updatedAt: row.updated_at,
  }));
}

/** Further parts of a take (see media/parts.ts) that are still on their way. */
function countMissingParts(db: Db) {
  return db('clips as parts')
    .where({ 'parts.owner_kind': 'part', 'parts.confirmed_at': null })
    .whereRaw(`parts.owner_id = answers.clip_id and parts.state <> 'failed'`)
    .count('*');
}

export type StoredAnswer = Omit<Answer, 'seconds' | 'safe' | 'error'>;

/** Takes the place of an earlier answer to the question, whose id stays. */
export async function putAnswer(db: Db, answer: StoredAnswer): Promise<void> {
  const row: AnswerRow = {
    id: answer.id,
    response_id: answer.responseId,
    question_id: answer.questionId,
    kind: answer.kind,
    text: answer.text,
    number: answer.number,
    choices: answer.choices && JSON.stringify(answer.choices),
    clip_id: answer.clipId,
    take_id: answer.takeId,
    updated_at: answer.updatedAt,
  };
  const { id: _id, ...changed } = row;
  await db('answers').insert(row).onConflict(['response_id', 'question_id']).merge(changed);
}

export async function deleteAnswer(db: Db, responseId: string, questionId: string): Promise<void> {
  await db('answers').where({ response_id: responseId, question_id: questionId }).delete();
}

/** When somebody began to think of a question: `now`, unless it was before. */
export async function beginThinking(db: Db, responseId: string, questionId: string, now: string): Promise<string> {
  const of = { response_id: responseId, question_id: questionId };
  await db('thinking_times')
    .insert({ ...of, begun_at: now })
    .onConflict(['response_id', 'question_id'])
    .ignore();
  const row = (await db('thinking_times').where(of).first('begun_at')) as { begun_at: string };
  return row.begun_at;
}
