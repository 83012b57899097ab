import type { QuestionOnPage } from '../wire.ts';

/** The time to think of a question: begun once, so that a reload gives no more of it. Seconds that are left. */
export function thinkingTimeLeft({ responseId, questionId, thinkingTime, takesUsed }: QuestionOnPage): number {
  if (thinkingTime === 0 || takesUsed > 0) return 0;
  const key = `reelay thinking ${responseId} ${questionId}`;
  const begun = Number(sessionStorage.getItem(key) ?? Date.now());
  sessionStorage.setItem(key, String(begun));
  return Math.max(0, thinkingTime - (Date.now() - begun) / 1000);
}
