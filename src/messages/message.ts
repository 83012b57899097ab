import { canAdminister } from '../accounts/member.ts';
import { isReviewer, type Viewer } from '../accounts/reviewer.ts';
import type { Db } from '../platform/database.ts';
import type { Deps } from '../platform/deps.ts';
import { NotFound } from '../platform/http/errors.ts';
import type { Clip } from '../media/clip.ts';
import type { Subject } from '../sharing/subject.ts';
import * as store from './store.ts';

export const messageKinds = ['screen', 'camera', 'voice', 'file'] as const;
export type MessageKind = (typeof messageKinds)[number];

/** What the author expects of those who get it: nothing is said, nothing is wanted, a reply by or not before a moment. */
export const expectations = ['none', 'fyi', 'reply-by', 'not-before'] as const;
export type Expectation = (typeof expectations)[number];

export interface Chapter {
  /** Seconds of the original. */
  at: number;
  title: string;
}

/** Something recorded for colleagues or for whoever gets its link. Its recording is one clip. */
export interface Message {
  id: string;
  memberId: string;
  clipId: string;
  kind: MessageKind;
  title: string;
  description: string;
  isPrivate: boolean;
  expectation: Expectation;
  /** UTC. */
  expectedAt: string | null;
  /** A button under the film and at its end; null for none. */
  actionLabel: string | null;
  actionUrl: string | null;
  chapters: Chapter[];
  /** Empty for none. */
  folder: string;
  createdAt: string;
  /** When recording stopped; null while it goes on. */
  finishedAt: string | null;
  /** In the bin since then. */
  deletedAt: string | null;
  /** The message that this one answers. */
  inReplyTo: string | null;
}

export const messageOwner = 'message';

/** Author and members see it, unless it is private; what is being recorded or in the bin, the author alone. @throws NotFound */
export async function getMessage(db: Db, viewer: Viewer, id: string): Promise<Message> {
  const message = await store.findMessage(db, id);
  if (!message || !(await maySee(db, viewer, message))) throw new NotFound();
  return message;
}

/** For whoever may change it: its author, and admins where it is not private. @throws NotFound */
export async function getOwnMessage(db: Db, viewer: Viewer, id: string): Promise<Message> {
  const message = await getMessage(db, viewer, id);
  if (!mayChange(viewer, message)) throw new NotFound();
  return message;
}

export function mayChange(viewer: Viewer, message: Pick<Message, 'memberId' | 'isPrivate'>): boolean {
  return message.memberId === viewer.id || (canAdminister(viewer) && !message.isPrivate);
}

export async function maySee(db: Db, viewer: Viewer, message: Message): Promise<boolean> {
  if (isReviewer(viewer)) return false;
  if (message.memberId === viewer.id) return true;
  if (message.finishedAt === null || message.deletedAt !== null) return false;
  return !message.isPrivate || store.isRecipient(db, message.id, viewer.id);
}

/** The recording of a message as a member may see it; undefined where they may not. */
export async function findMessageClip(db: Db, viewer: Viewer, clip: Clip): Promise<Clip | undefined> {
  if (clip.ownerKind !== messageOwner) return undefined;
  const message = await store.findMessage(db, clip.ownerId);
  return message && (await maySee(db, viewer, message)) ? clip : undefined;
}

export async function isClipOfMessage(db: Db, clip: Pick<Clip, 'ownerKind' | 'ownerId'>): Promise<boolean> {
  return clip.ownerKind === messageOwner && (await store.findMessage(db, clip.ownerId)) !== undefined;
}

/** What a share link to it may tell. Undefined while it is in the bin, or gone. */
export async function findSharedMessage({ db }: Deps, id: string) {
  const message = await store.findMessage(db, id);
  return message && !message.deletedAt ? sharedAs(message) : undefined;
}

/** A message as sharing knows things. */
export function sharedAs({ id, title, description, memberId: authorId, clipId }: Message): Subject {
  return { kind: messageOwner, id, title, description, authorId, clipId };
}

export async function mayShareMessage({ db }: Deps, viewer: Viewer, id: string): Promise<boolean> {
  const message = await store.findMessage(db, id);
  return message !== undefined && !isReviewer(viewer) && mayChange(viewer, message);
}
