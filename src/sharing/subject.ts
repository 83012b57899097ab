import type { Request, Response } from 'express';
import type { Viewer } from '../accounts/reviewer.ts';
import type { Deps } from '../platform/deps.ts';
import { Hook } from '../platform/hook.ts';
import type { DrawnOver } from '../browser/wire.ts';
import type { Opened } from './opening.ts';

/** Names what a link opens. */
export interface SubjectRef {
  /** `message`, … */
  kind: string;
  id: string;
}

/** What may be told about it to whoever has passed the gate. */
export interface Subject extends SubjectRef {
  title: string;
  description: string;
  authorId: string;
  /** Its recording, for posters and frames; null for none. */
  clipId: string | null;
  /** False for what is only watched: its film may be another tomorrow, and moments of it would mean nothing. */
  takesComments?: boolean;
}

/** Filled by the features that can be shared. Undefined once it is gone, or in the bin. */
export const sharedSubject = new Hook<[Deps, SubjectRef], Promise<Subject | undefined>>('sharedSubject');

/** Whether a member may make, change and revoke links to it. */
export const mayShare = new Hook<[Deps, Viewer, SubjectRef], Promise<boolean>>('mayShare');

/** Throws, in words for who wants to share it, where something has to be done first. */
export const checkShareable = new Hook<[Deps, SubjectRef], Promise<void>>('checkShareable');

/** Renders it for somebody who has passed the gate. */
export const showShared = new Hook<[Deps, Request, Response, Opened], Promise<void>>('showShared');

/** What is drawn over its recording, for the frames in which other sites show that alone. */
export const drawnOverShared = new Hook<[Deps, SubjectRef], Promise<DrawnOver>>('drawnOverShared');
