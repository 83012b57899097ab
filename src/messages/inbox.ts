import { listUnreadOf, markRead, type Notice } from '../notifications/notice.ts';
import type { Db } from '../platform/database.ts';
import type { Deps } from '../platform/deps.ts';
import { beginningOf } from './expectation.ts';
import { getMessage } from './message.ts';
import { isOverdue } from './page.ts';
import { groupAt, type Group } from './place.ts';
import { markReplied, markSeen } from './recipient.ts';
import * as store from './inbox.store.ts';
import { findMessage } from './store.ts';
import type { Viewer } from '../accounts/reviewer.ts';

export type InboxEntry = store.InboxRow & {
  group: Group;
  expected: string | undefined;
  isOverdue: boolean;
};

export type InboxPlace = store.InboxPlace;

/** What is for somebody, what waits for them first; `next` is where the page after begins. */
export async function readInbox(
  { db, clock }: Deps,
  memberId: string,
  after: InboxPlace | undefined,
  limit: number,
): Promise<{ entries: InboxEntry[]; next: InboxPlace | undefined }> {
  const rows = await store.listInbox(db, memberId, after, limit + 1);
  const now = clock.now();
  const entries = rows.slice(0, limit).map((row) => ({
    ...row,
    group: groupAt(row.place),
    expected: beginningOf(row),
    isOverdue: isOverdue(row, row, now),
  }));
  return { entries, next: rows.length > limit ? entries.at(-1) : undefined };
}

const mostComments = 100;

/** What was said about somebody's messages, or in threads that they take part in, and that they have not looked at. */
export function listNewComments(db: Db, memberId: string): Promise<Notice[]> {
  return listUnreadOf(db, memberId, 'comment', mostComments);
}

/** What the number beside "Inbox" is, about 100 at most: what is unread, and not for later. */
export async function countUnseen(db: Db, memberId: string): Promise<number> {
  const comments = await listNewComments(db, memberId);
  return comments.length + (await store.countUnseen(db, memberId));
}

/** @throws NotFound */
export async function seeMessage(deps: Deps, viewer: Viewer, id: string): Promise<void> {
  await markSeen(deps, await getMessage(deps.db, viewer, id), viewer.id);
}

/** Somebody has replied in some other way. @throws NotFound */
export async function settleMessage(deps: Deps, viewer: Viewer, id: string): Promise<void> {
  await markReplied(deps, await getMessage(deps.db, viewer, id), viewer.id);
}

/** Everything that was sent by then, but for what is for later. */
export async function seeAll(deps: Deps, memberId: string, upTo: string): Promise<void> {
  for (const { subjectId, createdAt } of await listNewComments(deps.db, memberId))
    if (createdAt <= upTo) await markRead(deps, memberId, subjectId);
  for (const id of await store.listUnseen(deps.db, memberId, upTo)) {
    const message = await findMessage(deps.db, id);
    if (message) await markSeen(deps, message, memberId);
  }
}
