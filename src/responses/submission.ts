import { timestamp } from '../platform/clock.ts';
import type { Deps } from '../platform/deps.ts';
import { Invalid } from '../platform/http/errors.ts';
import type { Question } from '../forms/question.ts';
import { isSafe, type Run } from './run.ts';
import * as store from './store.ts';
import { eraseUnusedTakes } from './take.ts';

/** Who answered; null for what the form does not ask or what was left empty. */
export interface Details {
  name: string | null;
  email: string | null;
}

/** Hands the answers to the team. Doing it twice makes one response. @throws Invalid with what is missing still */
export async function submitResponse(deps: Deps, run: Run, details: Details): Promise<void> {
  const { response, content } = run;
  const [missing] = [...missingQuestions(run), ...questionsOnTheirWay(run)];
  if (missing) throw new Invalid({ answers: whatIsMissing(run) });
  await store.submitResponse(deps.db, response.id, {
    ...details,
    consent: content.consent,
    submittedAt: timestamp(deps.clock),
  });
  await eraseUnusedTakes(deps, response.id);
}

/** Required, and not answered. */
export function missingQuestions({ content, answers }: Run): Question[] {
  return content.questions.filter((question) => question.required && !answers.has(question.id));
}

/** Answered with a take whose last bytes are not here yet. */
export function questionsOnTheirWay(run: Run): Question[] {
  return run.content.questions.filter((question) => run.answers.has(question.id) && !isSafe(run, question));
}

function whatIsMissing(run: Run): string {
  const missing = missingQuestions(run);
  if (missing.length > 0) return `${named(run, missing)} ${missing.length === 1 ? 'needs' : 'need'} an answer first.`;
  const late = questionsOnTheirWay(run);
  return `${named(run, late)} ${late.length === 1 ? 'is' : 'are'} still on the way. Keep this page open for a moment.`;
}

/** "Question 2", "Questions 1, 2 and 4". */
export function named({ content }: Pick<Run, 'content'>, questions: Question[]): string {
  const numbers = questions.map((question) => String(content.questions.indexOf(question) + 1));
  const list = new Intl.ListFormat('en-GB').format(numbers);
  return `${numbers.length === 1 ? 'Question' : 'Questions'} ${list}`;
}
