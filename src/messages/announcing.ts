import { getMember } from '../accounts/member.ts';
import { notify } from '../notifications/notice.ts';
import { tellNow } from '../notifications/tell.ts';
import { timestamp } from '../platform/clock.ts';
import { inTransaction } from '../platform/database.ts';
import type { Deps } from '../platform/deps.ts';
import { expectationWords } from './expectation.ts';
import type { Message } from './message.ts';
import { placeOf } from './place.ts';
import * as store from './recipients.store.ts';
import { findMessage } from './store.ts';

/** Every minute: what was to come at its moment comes, and who has not looked at what waits for them is told once more. */
export async function announceDue(deps: Deps): Promise<void> {
  const now = timestamp(deps.clock);
  for (const row of await store.listDue(deps.db, 'announce_at', now)) await inOne(deps, row, announce);
  for (const row of await store.listDue(deps.db, 'remind_at', now)) await inOne(deps, row, remind);
}

type Tell = (deps: Deps, message: Message, row: store.RecipientRow) => Promise<void>;

async function inOne(deps: Deps, row: store.RecipientRow, tell: Tell): Promise<void> {
  const message = await findMessage(deps.db, row.message_id);
  if (message) await inTransaction(deps.db, (trx) => tell({ ...deps, db: trx }, message, row));
}

/** Tells a recipient of a message: once, however often this is called. Within the caller's transaction. */
export async function announce(deps: Deps, message: Message, row: store.RecipientRow): Promise<void> {
  const { db, clock } = deps;
  const delivery = { sentAt: row.sent_at, seenAt: row.seen_at, repliedAt: row.replied_at };
  await store.updateRow(db, row, { announce_at: null, place: placeOf(message, delivery, clock.now()) });
  if (row.seen_at === null) await tell(deps, 'message', message, row.member_id, message.expectation === 'fyi');
}

async function remind(deps: Deps, message: Message, row: store.RecipientRow): Promise<void> {
  await store.updateRow(deps.db, row, { remind_at: null });
  if (row.seen_at === null && row.replied_at === null) await tell(deps, 'reply-due', message, row.member_id);
}

async function tell(
  deps: Deps,
  kind: 'message' | 'reply-due',
  message: Message,
  memberId: string,
  isCalm = false,
): Promise<void> {
  const { db, clock } = deps;
  const author = await getMember(db, message.memberId);
  const expected = expectationWords(message, await store.readerOf(db, memberId), clock.now());
  const about = `“${message.title}” from ${author.name}${expected && `. ${expected}`}`;
  // Whatever somebody chose about forms, this is to them.
  await notify(deps, { kind, subjectId: message.id, aboutId: message.id, about, isCalm }, [memberId], memberId);
  await tellNow.later(db, {});
}
