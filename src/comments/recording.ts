import type { TakeFinished, TakeStarted } from '../browser/wire.ts';
import { createClip, deleteClip, getClip } from '../media/clip.ts';
import { listFurtherParts, settleParts } from '../media/parts.ts';
import { confirmPartOf, recordingStarted, ticketForPart } from '../media/recording.ts';
import { timestamp, timestampIn } from '../platform/clock.ts';
import { inTransaction, type Db } from '../platform/database.ts';
import type { Deps } from '../platform/deps.ts';
import { Conflict, Invalid, NotFound } from '../platform/http/errors.ts';
import { commentOwner, type Comment, type ReplyKind } from './comment.ts';
import { checkParent, introduce, newComment } from './draft.ts';
import { isOwner } from './person.ts';
import { momentIn } from './moment.ts';
import { checkOpen, type Place } from './place.ts';
import * as store from './store.ts';
import { tellOfComment } from './tell.ts';

/** A reply in kind is a comment whose words are recorded. */
export interface Reply extends Comment {
  clipId: string;
}

export interface NewReply {
  kind: ReplyKind;
  mime: string;
  at: number | null;
  parentId: string | null;
  name?: string | undefined;
}

/** Ten minutes: longer is a message of its own. */
export const mostSeconds = 600;
const mostBytes = 500_000_000;

/** "Start recording": nobody else sees it before it is stopped. @throws Invalid, Refusal */
export async function startReply(deps: Deps, place: Place, given: NewReply): Promise<TakeStarted> {
  checkOpen(place);
  const at = await momentIn(deps, place, given.at);
  return inTransaction(deps.db, async (trx) => {
    const within = { ...deps, db: trx };
    const author = await introduce(within, place, given.name);
    await checkParent(trx, place, given.parentId);
    const comment = newComment(place, author, { ...given, at }, timestamp(deps.clock));
    const clip = await createClip(trx, deps.clock, {
      ownerKind: commentOwner,
      ownerId: comment.id,
      kind: given.kind === 'voice' ? 'audio' : 'video',
      mime: given.mime,
      maxBytes: Math.min(deps.config.maxUploadBytes, mostBytes),
      maxSeconds: mostSeconds,
    });
    await store.insertComment(trx, { ...comment, kind: given.kind, clipId: clip.id });
    return recordingStarted(deps, comment.id, clip);
  });
}

/** What this person records or has recorded here. @throws NotFound, also for another's */
export async function getOwnReply(db: Db, place: Place, id: string): Promise<Reply> {
  const reply = await getReply(db, place.subject, id);
  if (!isOwner(place.who, reply)) throw new NotFound();
  return reply;
}

/** @throws NotFound for one that was deleted, is not recorded, or answers something else */
export async function getReply(db: Db, subject: Place['subject'], id: string): Promise<Reply> {
  const comment = await store.findComment(db, id);
  const { kind, id: subjectId } = subject;
  if (!comment?.clipId || comment.deletedAt || comment.subjectKind !== kind || comment.subjectId !== subjectId)
    throw new NotFound('This reply is not here. It may have been deleted.');
  return { ...comment, clipId: comment.clipId };
}

/** A fresh ticket for a part of it. @throws Conflict for a further one of what was stopped: others have seen it as it is */
export async function ticketForReply(
  deps: Deps,
  { id, clipId, finishedAt }: Reply,
  part: number,
): Promise<TakeStarted> {
  const isKnown = part === 1 || (await listFurtherParts(deps.db, clipId)).some(({ partNumber }) => partNumber === part);
  if (finishedAt && !isKnown) throw new Conflict('This recording was stopped already. Record another.');
  return ticketForPart(deps, id, clipId, part);
}

/** @throws Conflict, Invalid: see `confirmTake` */
export function confirmReply(deps: Deps, { clipId }: Reply, finished: TakeFinished): Promise<void> {
  return confirmPartOf(deps, clipId, finished);
}

/** "Stop recording": from now on others see it, whether or not its last byte has arrived. */
export async function finishReply(deps: Deps, { id, clipId, finishedAt }: Reply, parts: number): Promise<void> {
  if (finishedAt) return;
  await settleParts(deps, await getClip(deps.db, clipId), parts);
  await inTransaction(deps.db, async (trx) => {
    await store.updateComment(trx, id, { finishedAt: timestamp(deps.clock) });
    await tellOfComment.later(trx, { commentId: id });
  });
}

/** What is discarded while it is recorded is gone at once. @throws Invalid once it is there for others */
export async function discardReply(deps: Deps, { id, clipId, finishedAt }: Reply): Promise<void> {
  if (finishedAt) throw new Invalid({ recording: 'It is there already. Delete the comment itself.' });
  await store.deleteCommentRow(deps.db, id);
  await deleteClip(deps, clipId);
}

const keptDays = 30;

/** Recordings that were begun and that nobody came back to finish. */
export async function sweepUnfinished(deps: Deps): Promise<void> {
  const before = timestampIn(deps.clock, -keptDays * 86_400);
  for (const { id, clipId } of await store.listUnfinished(deps.db, before)) {
    await store.deleteCommentRow(deps.db, id);
    if (clipId) await deleteClip(deps, clipId);
  }
}
