import type { Progress, QuestionOnPage } from '../wire.ts';
import { forgetMeant, isMeant } from '../answering/meant.ts';
import { Refused, type Sender } from '../answering/requests.ts';
import { forgetUnsent, mayHaveUnsent } from '../answering/unsent.ts';
import { StoredTake, type Take } from './kept-take.ts';
import { foundTake } from './live-take.ts';
import { patiently } from './patience.ts';
import { openSpool, type SpooledPart } from './spool.ts';

/** Sends what earlier pages recorded and could not send, but for the take that is shown. `told` hears after each. */
export async function sendUnsent(sender: Sender, told: (progress: Progress) => void, shown?: string): Promise<void> {
  const takes = await listSpooled(sender.responseId);
  if (takes.length === 0) forgetUnsent(sender.responseId);
  for (const parts of takes.filter(([first]) => first?.takeId !== shown)) {
    const take = await foundTake(sender, parts);
    // One that the server will not have stands in no other's way; the page of its question says what became of it.
    take?.listen({ safe: told, moved: () => {}, refused: () => {} });
    if (take && isMeant(take.takeId)) await useAgain(take);
    await take?.sendFound();
  }
}

/** The page on which it was chosen was left before the server knew. */
async function useAgain(take: Take): Promise<void> {
  await patiently(
    () => take.choose(),
    () => {},
  ).catch(ignoreRefused);
  forgetMeant(take.takeId);
}

function ignoreRefused(error: unknown): void {
  if (!(error instanceof Refused)) throw error;
}

/** The take of this question that was recorded and neither chosen nor discarded, on this device or on the server. */
export async function findKept(page: QuestionOnPage): Promise<Take | undefined> {
  const takes = mayHaveUnsent(page.responseId) ? await listSpooled(page.responseId) : [];
  const parts = takes.findLast(([first]) => first?.questionId === page.questionId && !first.isFile);
  if (parts && parts[0]?.takeId !== page.answer?.takeId) {
    const found = await foundTake(page, parts);
    if (found) return found;
  }
  return page.unchosen ? new StoredTake(page, page.unchosen) : undefined;
}

/** The parts of each take, in the order in which they were begun. */
export async function listSpooled(responseId: string): Promise<SpooledPart[][]> {
  const spool = await openSpool();
  const byTake = new Map<string, SpooledPart[]>();
  for (const part of await spool.listParts(responseId)) {
    byTake.set(part.takeId, [...(byTake.get(part.takeId) ?? []), part]);
  }
  return [...byTake.values()];
}
