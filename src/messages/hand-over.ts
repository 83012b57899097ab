import type { Member } from '../accounts/member.ts';
import type { Deps } from '../platform/deps.ts';
import { changeAuthor, countMessagesBy } from './store.ts';

/** How many messages of somebody can be handed over: what they keep private stays theirs. */
export function countMessagesOf(db: Deps['db'], memberId: string): Promise<number> {
  return countMessagesBy(db, memberId);
}

/** Somebody who leaves has a successor, who may change, share and delete from then on what the team could see already. */
export async function handOverMessages({ db }: Deps, from: Member, to: Member): Promise<void> {
  await changeAuthor(db, from.id, to.id);
}
