import type { Response } from 'express';
import { count, spoken } from '../platform/http/words.ts';
import type { Deps } from '../platform/deps.ts';
import type { FieldErrors } from '../platform/http/errors.ts';
import type { FormContent } from '../forms/form.ts';
import type { Question } from '../forms/question.ts';
import type { QuestionOnPage } from '../browser/wire.ts';
import { recordAgain } from '../media/confirmation.ts';
import type { Answer } from './answer.ts';
import { respondentToken } from './respondent.ts';
import { nextStep, progress, questionAt, type Run } from './run.ts';
import { countUsed, listTakes, unchosenTake, type Take } from './take.ts';

/** What one frame of the reel says. */
export interface Frame {
  state: 'safe' | 'sending' | 'now' | 'coming';
  current: boolean;
}

interface QuestionPage {
  run: Pick<Run, 'content' | 'answers'>;
  n: number;
  responseId: string;
  takes: Take[];
  /** `/f/<slug>`; empty in a preview. */
  base: string;
  token: string;
  /** The fields as they were posted, shown again beside their errors. */
  posted?: unknown;
  errors?: FieldErrors;
}

/** The page of question `n` of a run. @throws NotFound when there is none of that number */
export async function showQuestion(
  deps: Deps,
  run: Run,
  n: string | number,
  res: Response,
  again: Pick<QuestionPage, 'posted' | 'errors'> = {},
): Promise<void> {
  const takes = await listTakes(deps.db, run, questionAt(run.content, n).id);
  const locals = questionLocals({
    run,
    n: Number(n),
    responseId: run.response.id,
    takes,
    base: `/f/${run.form.slug}`,
    token: respondentToken(deps, run.response.id),
    ...again,
  });
  res.page('responses/question', { ...locals, mostBytes: deps.config.maxUploadBytes });
}

/** Everything that `responses/question` shows. */
function questionLocals({ run, n, base, token, takes, responseId, posted, errors = {} }: QuestionPage) {
  const question = questionAt(run.content, n);
  const given = run.answers.get(question.id);
  const trouble = given?.error ? `${given.error} ${recordAgain}` : undefined;
  const answer = trouble ? undefined : given;
  const onPage: QuestionOnPage = {
    responseId,
    questionId: question.id,
    base,
    token,
    timeLimit: question.timeLimit,
    thinkingTime: question.thinkingTime,
    takesAllowed: question.takesAllowed,
    takesUsed: countUsed(takes),
    required: question.required,
    answer: answer ? { kind: answer.kind, takeId: answer.takeId, seconds: answer.seconds, safe: answer.safe } : null,
    unchosen: asFound(unchosenTake(takes, given)),
  };
  return {
    title: `Question ${n} of ${run.content.questions.length}`,
    script: 'answering',
    styles: ['recorder'],
    content: run.content,
    question,
    answer,
    trouble,
    given: posted ?? fieldsOf(answer),
    hint: hintFor(question),
    n,
    frames: framesOf(run, n),
    progress: progress(run),
    backPath: n === 1 ? `${base}?about` : `${base}/${n - 1}`,
    nextPath: `${base}/${nextStep(run, n)}`,
    onPage,
    base,
    token,
    errors,
    preview: false,
  };
}

function asFound(take: Take | undefined): QuestionOnPage['unchosen'] {
  return take && take.kind !== 'file'
    ? { takeId: take.id, kind: take.kind, startedAt: take.startedAt, seconds: take.seconds }
    : null;
}

/** The answer as the form's fields would post it. */
function fieldsOf(answer: Answer | undefined): Record<string, unknown> {
  if (answer?.kind === 'choice') return { choice: answer.text };
  return { text: answer?.text ?? '', number: answer?.number, choices: answer?.choices ?? [] };
}

function hintFor(question: Question): string {
  const sentences = question.type === 'recorded' ? recordingHints(question) : [];
  if (question.type === 'multiple_choice') sentences.push('Choose all that fit.');
  if (!question.required) sentences.push('You may leave this one out.');
  return sentences.join(' ');
}

function recordingHints({ kinds, thinkingTime, timeLimit, takesAllowed }: Question): string[] {
  if (!kinds.includes('video') && !kinds.includes('voice')) return [];
  const takes = takesAllowed === 1 ? 'There is one take.' : `There are ${count(takesAllowed, 'take')}.`;
  return [
    ...(thinkingTime > 0 ? [`${spoken(thinkingTime)} to think, then it begins to record.`] : []),
    `Up to ${spoken(timeLimit)}.`,
    takesAllowed === 0 ? 'You may record it again.' : takes,
  ];
}

/** One frame for each question; the one at `n` is where the person is. */
export function framesOf({ content, answers }: Pick<Run, 'content' | 'answers'>, n?: number): Frame[] {
  return content.questions.map((question, index) => {
    const current = index + 1 === n;
    const answer = answers.get(question.id);
    if (answer && !answer.error) return { state: answer.safe ? 'safe' : 'sending', current };
    return { state: current ? 'now' : 'coming', current };
  });
}

interface Unkept {
  content: FormContent;
  n: number;
  /** Says that nothing is kept. */
  note: string;
  backPath: string;
  nextPath: string;
}

/** A question as respondents see it, of which nothing is sent or kept: a preview, or for practice. */
export function renderUnkept(res: Response, { content, n, note, backPath, nextPath }: Unkept): void {
  const run = { content, answers: new Map<string, Answer>() };
  const locals = questionLocals({ run, n, base: '', token: '', takes: [], responseId: '' });
  res.page('responses/question', { ...locals, mostBytes: 0, layout: 'public', preview: note, backPath, nextPath });
}
