import { timestamp } from '../platform/clock.ts';
import type { Deps } from '../platform/deps.ts';
import { Conflict, Invalid } from '../platform/http/errors.ts';
import { newId } from '../platform/ids.ts';
import type { Question } from '../forms/question.ts';
import { fieldOf } from './input.ts';
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
  /** False while the take that was chosen is still on its way. */
  safe: boolean;
  updatedAt: string;
}

/** What a person gave to a question that needs no recording. */
export type Given =
  | { kind: 'typed' | 'text' | 'choice'; text: string }
  | { kind: 'score' | 'stars'; number: number }
  | { kind: 'choices'; choices: string[] };

/**
 * Keeps what was given. Nothing given takes back an earlier answer, but never a recording or a file.
 * @throws Invalid when an answer is required and there is none
 */
export async function saveAnswer(deps: Deps, run: Run, question: Question, given: Given | undefined): Promise<void> {
  if (given) return putAnswer(deps, run, question, given);
  if (isRecording(run.answers.get(question.id))) return;
  await store.deleteAnswer(deps.db, run.response.id, question.id);
  if (question.required) throw new Invalid({ [fieldOf(question)]: 'Answer this one, or leave it for later.' });
}

/** Keeps text while it is being typed. @throws Conflict rather than replace a recording that nobody asked to replace */
export async function saveDraftAnswer(
  deps: Deps,
  run: Run,
  question: Question,
  given: Given | undefined,
): Promise<void> {
  if (isRecording(run.answers.get(question.id))) {
    throw new Conflict('Your recording is still your answer. Press Next to send this text in its place.');
  }
  if (given) await putAnswer(deps, run, question, given);
  else await store.deleteAnswer(deps.db, run.response.id, question.id);
}

export function isRecording(answer: Answer | undefined): boolean {
  return typeof answer?.clipId === 'string';
}

/** Makes this take the answer, whether or not its last byte has arrived. */
export async function answerWithTake(deps: Deps, run: Run, take: Take): Promise<void> {
  const question = { id: take.questionId };
  await putAnswer(deps, run, question, { kind: take.kind, clipId: take.clipId, takeId: take.id });
}

export async function answerWithClip(deps: Deps, run: Run, question: Question, clipId: string): Promise<void> {
  await putAnswer(deps, run, question, { kind: 'file', clipId });
}

type Filled = Partial<Pick<Answer, 'text' | 'number' | 'choices' | 'clipId' | 'takeId'>> & Pick<Answer, 'kind'>;

function putAnswer({ db, clock }: Deps, run: Run, question: Pick<Question, 'id'>, filled: Filled): Promise<void> {
  return store.putAnswer(db, {
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
}
