import type { Viewer } from '../accounts/reviewer.ts';
import type { Comment } from '../comments/comment.ts';
import type { Db } from '../platform/database.ts';
import type { Deps } from '../platform/deps.ts';
import { NotFound } from '../platform/http/errors.ts';
import { getMessage, messageOwner, type Message } from './message.ts';
import { deliver, listOthers, markReplied } from './recipient.ts';
import * as store from './store.ts';

/** The message that somebody is about to answer. @throws NotFound, in words for who has begun to answer it */
export async function getAnswered(db: Db, viewer: Viewer, id: string): Promise<Message> {
  const gone = 'The message that you want to reply to is not there any more. It may have been deleted.';
  const message = await getMessage(db, viewer, id).catch((error: unknown) => {
    throw error instanceof NotFound ? new NotFound(gone) : error;
  });
  if (message.deletedAt) throw new NotFound(gone);
  return message;
}

/** What a message replies to, where somebody may see that. */
export async function findAnswered(db: Db, viewer: Viewer, { inReplyTo }: Message): Promise<Message | undefined> {
  if (inReplyTo === null) return undefined;
  return getMessage(db, viewer, inReplyTo).catch((error: unknown) => {
    if (error instanceof NotFound) return undefined;
    throw error;
  });
}

/** Replies that somebody may see, the first one first. */
export function listReplies(db: Db, viewer: Viewer, messageId: string) {
  return store.listReplies(db, viewer.id, messageId);
}

/** A comment of somebody whom a message is for is their reply, as much as a message is. For the hook `commented`. */
export async function replyByComment(deps: Deps, { subjectKind, subjectId, memberId }: Comment): Promise<void> {
  const message = subjectKind === messageOwner ? await store.findMessage(deps.db, subjectId) : undefined;
  if (message && memberId !== null) await markReplied(deps, message, memberId);
}

/**
 * A finished reply goes to whoever it answers. Where that message has been deleted meanwhile it stays with its author:
 * nothing that was recorded is lost. Within the caller's transaction.
 */
export async function deliverReply(deps: Deps, reply: Message): Promise<void> {
  const answered = reply.inReplyTo ? await store.findMessage(deps.db, reply.inReplyTo) : undefined;
  if (!answered || answered.deletedAt) return;
  await markReplied(deps, answered, reply.memberId);
  const isHere = (await listOthers(deps.db, reply)).some(({ id }) => id === answered.memberId);
  if (isHere) await deliver(deps, reply, [answered.memberId]);
}
