import { eraseClips } from '../media/erase.ts';
import { timestamp, timestampIn } from '../platform/clock.ts';
import { inTransaction, type Db } from '../platform/database.ts';
import type { Deps } from '../platform/deps.ts';
import { Conflict, Forbidden, NotFound } from '../platform/http/errors.ts';
import type { SubjectRef } from '../sharing/subject.ts';
import { isOwner, type Person } from './person.ts';
import { checkParent, introduce, newComment } from './draft.ts';
import { momentIn } from './moment.ts';
import { checkOpen, checkOwn, isHere, type Place } from './place.ts';
import * as store from './store.ts';
import { tellOfComment } from './tell.ts';

export const replyKinds = ['camera', 'voice', 'screen'] as const;
export type ReplyKind = (typeof replyKinds)[number];

/** Said about something, perhaps at a moment of it; written, or recorded in reply. One level of answers. */
export interface Comment {
  id: string;
  subjectKind: string;
  subjectId: string;
  linkId: string | null;
  visitId: string | null;
  memberId: string | null;
  /** As they called themselves; empty for none. */
  authorName: string;
  /** Null for one that begins a thread. */
  parentId: string | null;
  text: string;
  /** Of the original. */
  atSeconds: number | null;
  clipId: string | null;
  kind: 'text' | ReplyKind;
  createdAt: string;
  /** Null while it is being recorded; nobody else sees it then. */
  finishedAt: string | null;
  editedAt: string | null;
  /** Its words and its recording are gone; it stays where a thread needs it. */
  deletedAt: string | null;
}

/** For how long one may change one's own words. */
export const editableSeconds = 15 * 60;

export interface NewComment {
  text: string;
  at: number | null;
  parentId: string | null;
  /** What a guest calls themselves from now on. */
  name?: string | undefined;
}

/** @throws Invalid, Refusal where nothing can be added */
export async function addComment(deps: Deps, place: Place, given: NewComment): Promise<Comment> {
  checkOpen(place);
  const moment = await momentIn(deps, place, given.at);
  return inTransaction(deps.db, async (trx) => {
    const within = { ...deps, db: trx };
    const author = await introduce(within, place, given.name);
    await checkParent(trx, place, given.parentId);
    const at = timestamp(deps.clock);
    const comment = { ...newComment(place, author, { ...given, at: moment }, at), text: given.text, finishedAt: at };
    await store.insertComment(trx, comment);
    await tellOfComment.later(trx, { commentId: comment.id });
    return comment;
  });
}

/** What others see too, or one of their own. An answer is seen where both it and its thread are. @throws NotFound */
export async function getComment(db: Db, place: Place, id: string): Promise<Comment> {
  const comment = await store.findComment(db, id);
  const root = comment?.parentId ? await store.findComment(db, comment.parentId) : comment;
  if (!comment || !root || !isHere(place, root) || !isHere(place, comment))
    throw new NotFound('This comment is not here. It may have been deleted.');
  if (comment.finishedAt === null && !isOwner(place.who, comment)) throw new NotFound();
  return comment;
}

/** @throws Forbidden for another's, Conflict when it is too late */
export async function editComment(deps: Deps, place: Place, id: string, text: string): Promise<Comment> {
  checkOpen(place);
  return inTransaction(deps.db, async (trx) => {
    const comment = await getComment(trx, place, id);
    checkOwn(place, comment);
    if (!mayEdit(deps, place.who, comment))
      throw new Conflict('Words can be changed for 15 minutes. Answer it, or delete it and write it anew.');
    const changed = { ...comment, text, editedAt: timestamp(deps.clock) };
    await store.updateComment(trx, id, { text, editedAt: changed.editedAt });
    return changed;
  });
}

export function mayEdit({ clock }: Pick<Deps, 'clock'>, who: Person, comment: Comment): boolean {
  const isYoung = comment.createdAt > timestampIn(clock, -editableSeconds);
  return isOwner(who, comment) && isYoung && comment.kind === 'text' && comment.deletedAt === null;
}

export function mayDelete({ who, mayModerate }: Place, comment: Comment): boolean {
  return comment.deletedAt === null && (mayModerate || isOwner(who, comment));
}

/** Words and recording go for good; the thread stays. @throws Forbidden */
export async function deleteComment(deps: Deps, place: Place, id: string): Promise<Comment> {
  return inTransaction(deps.db, async (trx) => {
    const comment = await getComment(trx, place, id);
    if (comment.deletedAt) return comment;
    if (!mayDelete(place, comment)) throw new Forbidden('Only the person who wrote this can delete it.');
    const gone = { text: '', authorName: '', clipId: null, deletedAt: timestamp(deps.clock) };
    await store.updateComment(trx, id, gone);
    if (comment.clipId) await eraseClips.later(trx, { clipIds: [comment.clipId] });
    return { ...comment, ...gone };
  });
}

export const commentOwner = 'comment';

/** What a clip is a reply to; undefined for a clip of no comment, or of one that is gone. */
export async function findCommentOfClip(db: Db, clip: { ownerKind: string; ownerId: string }) {
  const comment = clip.ownerKind === commentOwner ? await store.findComment(db, clip.ownerId) : undefined;
  return comment?.deletedAt === null ? comment : undefined;
}

/** The recordings of all replies to something, to be erased with it. */
export function clipsOfComments(db: Db, subject: SubjectRef): Promise<string[]> {
  return store.listClipIds(db, subject);
}

/** Everything that was said about something that is erased; its clips first: see `clipsOfComments`. */
export async function deleteCommentsOf(db: Db, subject: SubjectRef): Promise<void> {
  await store.deleteAllOf(db, subject);
}
