import type { QuestionOnPage, ThinkingTime } from '../wire.ts';
import { post } from '../answering/requests.ts';

/** Seconds left to think of a question: the server counts them, so that a reload gives no more. */
export async function thinkingTimeLeft(page: QuestionOnPage): Promise<number> {
  const { base, questionId, thinkingTime, takesUsed } = page;
  if (thinkingTime === 0 || takesUsed > 0) return 0;
  if (!base) return thinkingTime;
  return post<ThinkingTime>(page, `questions/${questionId}/thinking`).then(
    ({ seconds }) => seconds,
    () => thinkingTime,
  );
}
