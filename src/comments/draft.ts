import type { Db } from '../platform/database.ts';
import type { Deps } from '../platform/deps.ts';
import { Invalid } from '../platform/http/errors.ts';
import { newId } from '../platform/ids.ts';
import { nameVisit } from '../sharing/visit.ts';
import type { Comment, NewComment } from './comment.ts';
import type { Person } from './person.ts';
import { isHere, type Place } from './place.ts';
import * as store from './store.ts';

/** A comment of theirs that is still to be filled with words or with a recording. */
export function newComment(
  { subject, linkId }: Place,
  { memberId, visit, name }: Person,
  { at, parentId }: Pick<NewComment, 'at' | 'parentId'>,
  createdAt: string,
): Comment {
  return {
    id: newId(),
    subjectKind: subject.kind,
    subjectId: subject.id,
    linkId,
    visitId: visit?.id ?? null,
    memberId,
    authorName: name,
    parentId,
    text: '',
    atSeconds: at,
    clipId: null,
    kind: 'text',
    createdAt,
    finishedAt: null,
    editedAt: null,
    deletedAt: null,
  };
}

/** A guest says once who they are; their browser's visit remembers it. @throws Invalid where a name is required */
export async function introduce(deps: Deps, { who, asksName }: Place, name = ''): Promise<Person> {
  if (who.memberId !== null || who.visit === null) return who;
  const called = name || who.name;
  if (called === '' && asksName) throw new Invalid({ name: 'Write your name: who shared this asks for it.' });
  if (called === who.name) return who;
  return { ...who, name: called, visit: await nameVisit(deps, who.visit, called) };
}

/** More is no conversation that a page can show. */
const mostAnswers = 100;

/** @throws Invalid when what they answer is gone, is an answer itself, or has been answered too often */
export async function checkParent(db: Db, place: Place, parentId: string | null): Promise<void> {
  if (parentId === null) return;
  const parent = await store.findComment(db, parentId);
  if (!parent || !isHere(place, parent) || parent.parentId !== null)
    throw new Invalid({ parentId: 'What you answer is not here. Add it as a comment of its own.' });
  if (parent.deletedAt)
    throw new Invalid({ parentId: 'What you answer was deleted meanwhile. Add it as a comment of its own.' });
  if ((await store.countAnswers(db, parentId)) >= mostAnswers)
    throw new Invalid({ parentId: 'This thread is full. Begin a new one.' });
}
