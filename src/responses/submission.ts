import { timestamp } from '../platform/clock.ts';
import { inTransaction, type Db } from '../platform/database.ts';
import type { Deps } from '../platform/deps.ts';
import { Hook } from '../platform/hook.ts';
import { Invalid } from '../platform/http/errors.ts';
import { recordAgain } from '../media/confirmation.ts';
import type { Question } from '../forms/question.ts';
import { isOneAddress } from '../platform/mail-server.ts';
import { sendMail } from '../notifications/mail.ts';
import { receiptMail } from './mail.ts';
import type { MayConfirm } from './receipt-limits.ts';
import { answersOf, isSafe, type Run } from './run.ts';
import * as store from './store.ts';
import { eraseUnusedTakes } from './take.ts';
import { tellTeam } from './tell-team.ts';

/** Who answered; null for what the form does not ask or what was left empty. */
export interface Details {
  name: string | null;
  email: string | null;
}

/** Runs in the transaction in which a response was submitted. */
export const responseSubmitted = new Hook<[Db, string], Promise<void>>('responseSubmitted');

/**
 * Hands the answers to the team. Doing it twice makes one response.
 * @param mayConfirm asked once it is certain that a confirmation would be sent
 * @throws Invalid with what is missing still
 */
export async function submitResponse(
  deps: Deps,
  run: Run,
  details: Details,
  mayConfirm: MayConfirm = async () => true,
): Promise<void> {
  const { response, content } = run;
  const submittedAt = timestamp(deps.clock);
  await inTransaction(deps.db, async (trx) => {
    const now = { ...run, answers: await answersOf(trx, response) };
    const complaint = whatIsMissing(now);
    if (complaint) throw new Invalid({ answers: complaint });
    const isFirst = await store.submitResponse(trx, response.id, { ...details, consent: content.consent, submittedAt });
    if (!isFirst) return;
    await tellTeam.later(trx, { responseId: response.id }, { subject: response.id });
    await responseSubmitted.run(trx, response.id);
    const { email } = details;
    // What no mail can go to is no reason to refuse what somebody gave.
    if (email !== null && isOneAddress(email) && (await mayConfirm(email)))
      await sendReceipt({ ...deps, db: trx }, response.id, email);
  });
  await eraseUnusedTakes(deps, response.id);
}

async function sendReceipt(deps: Deps, responseId: string, address: string): Promise<void> {
  await sendMail(deps, {
    kind: receiptMail,
    ids: { responseId },
    to: { name: undefined, address },
    subject: 'Your answers have arrived',
  });
}

/** Required, and not answered. */
export function missingQuestions({ content, answers }: Run): Question[] {
  return content.questions.filter((question) => question.required && !answers.has(question.id));
}

/** Answered with a recording that cannot be read. */
export function unreadableQuestions({ content, answers }: Run): Question[] {
  return content.questions.filter((question) => answers.get(question.id)?.error);
}

/** Answered with a take whose last bytes are not here yet. */
export function questionsOnTheirWay(run: Run): Question[] {
  const unreadable = unreadableQuestions(run);
  return run.content.questions.filter(
    (question) => run.answers.has(question.id) && !isSafe(run, question) && !unreadable.includes(question),
  );
}

function whatIsMissing(run: Run): string | undefined {
  const missing = missingQuestions(run);
  if (missing.length > 0) return `${named(run, missing)} ${missing.length === 1 ? 'needs' : 'need'} an answer first.`;
  const unreadable = unreadableQuestions(run);
  if (unreadable.length > 0) return `${named(run, unreadable)} cannot be read. ${recordAgain}`;
  const late = questionsOnTheirWay(run);
  if (late.length === 0) return undefined;
  return `${named(run, late)} ${late.length === 1 ? 'is' : 'are'} still on the way. Keep this page open for a moment.`;
}

/** "Question 2", "Questions 1, 2 and 4". */
export function named({ content }: Pick<Run, 'content'>, questions: Question[]): string {
  const numbers = questions.map((question) => String(content.questions.indexOf(question) + 1));
  const list = new Intl.ListFormat('en-GB').format(numbers);
  return `${numbers.length === 1 ? 'Question' : 'Questions'} ${list}`;
}
