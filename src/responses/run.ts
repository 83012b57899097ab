import type { Db } from '../platform/database.ts';
import type { Deps } from '../platform/deps.ts';
import { NotFound } from '../platform/http/errors.ts';
import { getPublication } from '../forms/publication.ts';
import { getFormBySlug, type Form, type FormContent } from '../forms/form.ts';
import type { Question } from '../forms/question.ts';
import type { Progress } from '../browser/wire.ts';
import type { Answer } from './answer.ts';
import { mayStillAnswer, type FormResponse } from './response.ts';
import * as store from './store.ts';

/** A respondent's way through a form: what every page of it shows. */
export interface Run {
  form: Form;
  response: FormResponse;
  /** Of the publication that the response is pinned to. */
  content: FormContent;
  /** By question id. */
  answers: Map<string, Answer>;
  /** False once submitted, or once the form has been closed for too long. */
  open: boolean;
}

/** The run of this response, if it is one through the form at `slug`. @throws NotFound for an unknown form */
export async function findRun(deps: Deps, slug: string, responseId: string | undefined): Promise<Run | undefined> {
  const form = await getFormBySlug(deps.db, slug);
  const response = responseId ? await store.findResponse(deps.db, responseId) : undefined;
  if (response?.formId !== form.id) return undefined;
  const { content } = await getPublication(deps.db, response.publicationId);
  return {
    form,
    response,
    content,
    answers: await answersOf(deps.db, response),
    open: response.state === 'started' && mayStillAnswer(form, response, deps.clock.now()),
  };
}

/** By question id. */
export async function answersOf(db: Db, { id }: Pick<FormResponse, 'id'>): Promise<Map<string, Answer>> {
  const answers = await store.listAnswers(db, id);
  return new Map(answers.map((answer) => [answer.questionId, answer]));
}

/** @throws NotFound */
export function getQuestion(run: Run, id: string): Question {
  const question = run.content.questions.find((each) => each.id === id);
  if (!question) throw new NotFound();
  return question;
}

/** The question numbered `n` from 1. @throws NotFound */
export function questionAt(content: FormContent, n: string | number): Question {
  const question = /^[1-9]\d{0,3}$/.test(String(n)) ? content.questions[Number(n) - 1] : undefined;
  if (!question) throw new NotFound();
  return question;
}

export function isSafe(run: Pick<Run, 'answers'>, question: Question): boolean {
  return run.answers.get(question.id)?.safe ?? false;
}

export function progress(run: Pick<Run, 'content' | 'answers'>): Progress {
  const { questions } = run.content;
  return { safe: questions.filter((question) => isSafe(run, question)).length, total: questions.length };
}

/** The same after a change. */
export async function progressNow(deps: Deps, run: Run): Promise<Progress> {
  return progress({ ...run, answers: await answersOf(deps.db, run.response) });
}

/** The number of the question after the last one answered; one more than there are when that was the last. */
export function whereToGoOn({ content, answers }: Run): number {
  return content.questions.findLastIndex((question) => answers.has(question.id)) + 2;
}

/** What comes after question `n`, as the end of a path: the next number, or the last step. */
export function nextStep({ content }: Pick<Run, 'content'>, n: number): string {
  return n >= content.questions.length ? 'finish' : String(n + 1);
}
