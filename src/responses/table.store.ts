import type { Db } from '../platform/database.ts';

/** What a table shows of an answer; which of it is filled depends on the kind. */
export interface AnswerInTable {
  responseId: string;
  questionId: string;
  kind: string;
  text: string | null;
  number: number | null;
  /** JSON. */
  choices: string | null;
  transcript: string | null;
  fileName: string | null;
}

/** By response id. */
export async function listWords(db: Db, responseIds: string[]): Promise<Map<string, AnswerInTable[]>> {
  const rows: AnswerInTable[] = await db('answers')
    .leftJoin('transcripts', 'transcripts.clip_id', 'answers.clip_id')
    .leftJoin('clips', 'clips.id', 'answers.clip_id')
    .whereIn('answers.response_id', responseIds)
    .select({
      responseId: 'answers.response_id',
      questionId: 'answers.question_id',
      kind: 'answers.kind',
      text: 'answers.text',
      number: 'answers.number',
      choices: 'answers.choices',
      transcript: 'transcripts.text',
      fileName: 'clips.original_name',
    });
  const found = new Map<string, AnswerInTable[]>();
  for (const row of rows) found.set(row.responseId, [...(found.get(row.responseId) ?? []), row]);
  return found;
}

/** The questions to which anything was submitted. */
export async function listAnsweredQuestions(db: Db, formId: string): Promise<string[]> {
  return db('answers')
    .join('responses', 'responses.id', 'answers.response_id')
    .where({ form_id: formId, state: 'submitted' })
    .distinct('question_id')
    .pluck('question_id');
}
