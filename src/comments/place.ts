import type { Request } from 'express';
import { isOwner, type Person } from './person.ts';
import type { Deps } from '../platform/deps.ts';
import { Forbidden, Refusal } from '../platform/http/errors.ts';
import type { Comment } from './comment.ts';
import type { Subject } from '../sharing/subject.ts';

/** Where people comment: on what, who it is that comes, and what they may do there. */
export interface Place {
  subject: Subject;
  /** The address of the page that shows the subject; everything here answers below it. */
  base: string;
  /** The share link through which they came; null for members on the workspace's own pages. */
  linkId: string | null;
  who: Person;
  /** Its author, and admins: takes away what others wrote. */
  mayModerate: boolean;
  /** Why nothing can be added, in words; undefined where it can. */
  closed: string | undefined;
  /** Guests are to say who they are. */
  asksName: boolean;
  /** Stands in every form as `_token`; undefined where the session's token does. */
  token: string | undefined;
}

/** Finds the place that a request is about. @throws NotFound, Forbidden, Refusal */
export type Enter = (deps: Deps, req: Request, intent: 'look' | 'change') => Promise<Place>;

/** @throws Refusal (410) where nothing can be added any more */
export function checkOpen({ closed }: Place): void {
  if (closed) throw new Refusal(410, 'Nothing can be added here', closed);
}

/** @throws Forbidden unless the comment is theirs */
export function checkOwn({ who }: Place, comment: Comment): void {
  if (!isOwner(who, comment)) throw new Forbidden('Only the person who wrote this can change it.');
}

/** Of the place's subject, and not from another link's people. */
export function isHere({ subject, linkId }: Place, comment: Comment): boolean {
  if (comment.subjectKind !== subject.kind || comment.subjectId !== subject.id) return false;
  return linkId === null || comment.linkId === null || comment.linkId === linkId;
}
