import { getClip } from '../media/clip.ts';
import { mediaView, type MediaView } from '../media/media-view.ts';
import type { Deps } from '../platform/deps.ts';
import { awaited, getTranscriptView, type TranscriptView } from '../transcripts/transcript.ts';
import { filmOf, type Film } from '../sharing/film.ts';
import { mayDelete, mayEdit, type Comment } from './comment.ts';
import { isOwner } from './person.ts';
import { momentShown } from './moment.ts';
import type { Place } from './place.ts';
import { countReactions, emojis } from './reaction.ts';
import * as store from './threads.store.ts';

/** A recorded reply as it is shown. */
export interface ReplyShown {
  media: MediaView;
  transcript: TranscriptView;
  captions: boolean;
  /** The address of its parts. */
  base: string;
}

/** A comment as somebody sees it. */
export interface Shown extends store.Signed {
  name: string;
  /** From outside the workspace. */
  isGuest: boolean;
  /** Wrote it, and made what it is about. */
  isAuthor: boolean;
  isOwn: boolean;
  mayEdit: boolean;
  mayDelete: boolean;
  reply: ReplyShown | undefined;
}

export interface Thread {
  root: Shown;
  answers: Shown[];
}

const perPage = 20;

/** What `comments/_discussion` shows of a place. */
export async function discussionOf(deps: Deps, place: Place, before?: string) {
  return {
    ...(await threadsOf(deps, place, before)),
    total: await store.countComments(deps.db, place.subject, place.linkId),
    ...(await reactionsOf(deps, place)),
  };
}

/** A page of threads, newest first; `next` leads to older ones. */
export async function threadsOf(deps: Deps, place: Place, before?: string) {
  const { subject, linkId } = place;
  const roots = await store.listRoots(deps.db, subject, { linkId, before, limit: perPage + 1 });
  const shown = roots.slice(0, perPage);
  const threads = await withAnswers(deps, place, shown);
  return { place, threads, next: roots.length > perPage ? shown.at(-1)?.id : undefined };
}

/** The thread of a comment; undefined where nothing of it is left to be shown. */
export async function threadOf(deps: Deps, place: Place, comment: Comment): Promise<Thread | undefined> {
  const root = await store.findSigned(deps.db, comment.parentId ?? comment.id);
  if (!root) return undefined;
  const [thread] = await withAnswers(deps, place, [root]);
  const isLeft = thread && (!root.deletedAt || thread.answers.some(({ deletedAt }) => !deletedAt));
  return isLeft ? thread : undefined;
}

export async function reactionsOf({ db }: Deps, place: Place) {
  return { place, emojis, reactions: await countReactions(db, place.subject) };
}

async function withAnswers(deps: Deps, place: Place, roots: store.Signed[]): Promise<Thread[]> {
  const answers = await store.listAnswers(
    deps.db,
    roots.map(({ id }) => id),
    place.linkId,
  );
  const film = await filmOf(deps, place.subject);
  const show = (list: store.Signed[]) => Promise.all(list.map((comment) => shown(deps, place, film, comment)));
  return Promise.all(
    roots.map(async (root) => ({
      root: await shown(deps, place, film, root),
      answers: await show(answers.filter(({ parentId }) => parentId === root.id)),
    })),
  );
}

async function shown(deps: Deps, place: Place, film: Film, comment: store.Signed): Promise<Shown> {
  const { memberId, memberName, authorName, atSeconds } = comment;
  return {
    ...comment,
    atSeconds: atSeconds === null ? null : momentShown(film, atSeconds),
    name: (memberName ?? authorName) || (memberId === null ? 'Guest' : 'Somebody who has left'),
    isGuest: memberId === null,
    isAuthor: memberId === place.subject.authorId,
    // The team's pictures stay in the workspace.
    portrait: place.linkId === null ? comment.portrait : null,
    isOwn: isOwner(place.who, comment),
    mayEdit: mayEdit(deps, place.who, comment),
    mayDelete: mayDelete(place, comment),
    reply: comment.clipId === null ? undefined : await replyShown(deps, place, comment.id, comment.clipId),
  };
}

export async function replyShown(deps: Deps, place: Place, id: string, clipId: string): Promise<ReplyShown> {
  const media = await mediaView(deps.db, await getClip(deps.db, clipId));
  const isBusy = media.state === 'missing' || media.state === 'working';
  const transcript = awaited(await getTranscriptView(deps, clipId), isBusy);
  const captions = transcript.state === 'ready' && transcript.segments.length > 0;
  return { media, transcript, captions, base: `${place.base}/replies/${id}` };
}
