import { timestamp } from '../platform/clock.ts';
import type { Db } from '../platform/database.ts';
import type { Deps } from '../platform/deps.ts';
import { Conflict, Invalid } from '../platform/http/errors.ts';
import { newId } from '../platform/ids.ts';
import type { Question } from '../forms/question.ts';
import { fieldOf } from './input.ts';
import { whileStarted } from './response.ts';
import type { Run } from './run.ts';
import * as store from './store.ts';
import type { Take } from './take.ts';

export type AnswerKind = 'video' | 'voice' | 'typed' | 'text' | 'score' | 'stars' | 'choice' | 'choices' | 'file';

/** What was answered to one question; which fields are filled depends on the kind. */
export interface Answer {
  id: string;
  responseId: string;
  questionId: string;
  kind: AnswerKind;
  text: string | null;
  number: number | null;
  choices: string[] | null;
  clipId: string | null;
  takeId: string | null;
  /** Of a take. */
  seconds: number | null;
  /** False while the take that was chosen is still on its way, and when nothing could be made of it. */
  safe: boolean;
  /** Why its recording cannot be used. */
  error: string | null;
  updatedAt: string;
}

/** What a person gave to a question that needs no recording. */
export type Given =
  | { kind: 'typed' | 'text' | 'choice'; text: string }
  | { kind: 'score' | 'stars'; number: number }
  | { kind: 'choices'; choices: string[] };

/**
 * Keeps what was given. Nothing given takes back an earlier answer, but never a recording or a file.
 * @throws Invalid when an answer is required and there is none, Conflict once submitted
 */
export async function saveAnswer(deps: Deps, run: Run, question: Question, given: Given | undefined): Promise<void> {
  if (given) return void (await putAnswer(deps, run, question, given));
  const keepsRecording = await whileStarted(deps.db, run.response, async (trx) => {
    if (isRecording(await findAnswer(trx, run, question))) return true;
    await store.deleteAnswer(trx, run.response.id, question.id);
    return false;
  });
  if (question.required && !keepsRecording) {
    throw new Invalid({ [fieldOf(question)]: 'Answer this one, or leave it for later.' });
  }
}

/** Keeps text while it is being typed. @throws Conflict rather than replace a recording that nobody asked to replace */
export function saveDraftAnswer(deps: Deps, run: Run, question: Question, given: Given | undefined): Promise<void> {
  return whileStarted(deps.db, run.response, async (trx) => {
    if (isRecording(await findAnswer(trx, run, question))) {
      throw new Conflict('Your recording is still your answer. Press Next to send this text in its place.');
    }
    if (given) await putAnswer({ ...deps, db: trx }, run, question, given);
    else await store.deleteAnswer(trx, run.response.id, question.id);
  });
}

/** One that can be used: what could not be read may be replaced by anything. */
function isRecording(answer: Answer | undefined): boolean {
  return typeof answer?.clipId === 'string' && answer.error === null;
}

/** Makes this take the answer, whether or not its last byte has arrived. Returns the answer whose place it takes. */
export function answerWithTake(deps: Deps, run: Run, take: Take): Promise<Answer | undefined> {
  const question = { id: take.questionId };
  return putAnswer(deps, run, question, { kind: take.kind, clipId: take.clipId, takeId: take.id });
}

/** Returns the answer whose place it takes. */
export function answerWithClip(deps: Deps, run: Run, question: Question, clipId: string): Promise<Answer | undefined> {
  return putAnswer(deps, run, question, { kind: 'file', clipId });
}

type Filled = Partial<Pick<Answer, 'text' | 'number' | 'choices' | 'clipId' | 'takeId'>> & Pick<Answer, 'kind'>;
type OfQuestion = Pick<Question, 'id'>;

function putAnswer({ db, clock }: Deps, run: Run, question: OfQuestion, filled: Filled): Promise<Answer | undefined> {
  return whileStarted(db, run.response, async (trx) => {
    const replaced = await findAnswer(trx, run, question);
    await store.putAnswer(trx, {
      id: newId(),
      responseId: run.response.id,
      questionId: question.id,
      text: null,
      number: null,
      choices: null,
      clipId: null,
      takeId: null,
      ...filled,
      updatedAt: timestamp(clock),
    });
    return replaced;
  });
}

/** As it is now: the run was read before the request's body. */
async function findAnswer(db: Db, { response }: Run, { id }: OfQuestion): Promise<Answer | undefined> {
  return (await store.listAnswers(db, response.id)).find(({ questionId }) => questionId === id);
}
