import type { QuestionOnPage, TakeStarted } from '../wire.ts';
import { post } from '../answering/requests.ts';
import { rememberUnsent } from '../answering/unsent.ts';
import { LiveTake } from './live-take.ts';
import { openSpool } from './spool.ts';
import type { Kind } from './stage.ts';

/** Tells the server that a take begins: from now on it counts. @throws Refused when none is left */
export async function beginTake(page: QuestionOnPage, kind: Kind, mime: string): Promise<LiveTake> {
  const { takeId, ticket } = page.base ? await startOnServer(page, kind, mime) : { takeId: 'preview', ticket: '' };
  const { responseId, questionId } = page;
  const spool = await openSpool();
  if (!page.base) await forgetPreviews();
  page.takesUsed += 1;
  return new LiveTake(page, spool, { takeId, responseId, questionId, kind, mime, ticket });
}

/** A preview and a practice belong to no response. */
async function forgetPreviews(): Promise<void> {
  const spool = await openSpool();
  for (const part of await spool.listParts('')) await spool.forget(part);
}

async function startOnServer(page: QuestionOnPage, kind: Kind, mime: string): Promise<TakeStarted> {
  const started = await post<TakeStarted>(page, `questions/${page.questionId}/takes`, { kind, mime });
  rememberUnsent(page.responseId);
  return started;
}
