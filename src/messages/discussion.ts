import type { Request } from 'express';
import { self } from '../accounts/guards.ts';
import type { Member } from '../accounts/member.ts';
import { findProfile } from '../accounts/profile.ts';
import type { Viewer } from '../accounts/reviewer.ts';
import type { Comment } from '../comments/comment.ts';
import type { Place } from '../comments/place.ts';
import type { Clip } from '../media/clip.ts';
import type { Db } from '../platform/database.ts';
import type { Deps } from '../platform/deps.ts';
import type { SubjectRef } from '../sharing/subject.ts';
import { getMessage, mayChange, maySee, messageOwner, type Message } from './message.ts';
import { findMessage } from './store.ts';

/** For comments on a message's own page. @throws NotFound */
export async function enterMessage({ db }: Deps, req: Request): Promise<Place> {
  const { id = '' } = req.params as { id?: string };
  const member = self(req);
  return placeAtMessage(member, await getMessage(db, member, id));
}

export function placeAtMessage(member: Member, message: Message): Place {
  const { id, title, description, memberId: authorId, clipId } = message;
  return {
    subject: { kind: messageOwner, id, title, description, authorId, clipId },
    base: `/messages/${id}`,
    linkId: null,
    who: { memberId: member.id, visit: null, name: member.name },
    mayModerate: mayChange(member, message),
    closed: message.deletedAt === null ? undefined : 'This message is in the bin. Take it out first.',
    asksName: false,
    token: undefined,
  };
}

/** For the hook of that name. */
export async function whoMaySee({ db }: Deps, { kind, id }: SubjectRef, memberIds: string[]): Promise<string[]> {
  const message = kind === messageOwner ? await findMessage(db, id) : undefined;
  const seeing: string[] = [];
  for (const memberId of memberIds) {
    const member = await findProfile(db, memberId);
    if (member && message && (await maySee(db, member, message))) seeing.push(memberId);
  }
  return seeing;
}

/** The recording of a reply to a message, as a member may see it; undefined where they may not. */
export async function findMessageReply(
  db: Db,
  viewer: Viewer,
  { subjectKind, subjectId, finishedAt, memberId }: Comment,
  clip: Clip,
): Promise<Clip | undefined> {
  if (finishedAt === null && memberId !== viewer.id) return undefined;
  const message = subjectKind === messageOwner ? await findMessage(db, subjectId) : undefined;
  return message && (await maySee(db, viewer, message)) ? clip : undefined;
}
