import { notify } from '../notifications/notice.ts';
import { tellNow } from '../notifications/tell.ts';
import type { Deps } from '../platform/deps.ts';
import { Hook } from '../platform/hook.ts';
import { defineJob } from '../platform/jobs/job.ts';
import { sharedSubject, type SubjectRef } from '../sharing/subject.ts';
import type { Comment } from './comment.ts';
import * as store from './store.ts';

/** Runs for every comment that others can see, written or recorded; may run twice. */
export const commented = new Hook<[Deps, Comment], Promise<void>>('commented');

/** Those of these members who may see a thing now: whoever took part in a thread before it became private is not told. */
export const whoMaySee = new Hook<[Deps, SubjectRef, string[]], Promise<string[]>>('whoMaySee');

/** Tells the author of what was commented on, and the members of the thread; not who wrote it. Guests get no mail. */
export const tellOfComment = defineJob<{ commentId: string }>('comments.tell', async ({ commentId }, context) => {
  const { db } = context;
  const comment = await store.findComment(db, commentId);
  if (!comment?.finishedAt || comment.deletedAt) return;
  await commented.run(context, comment);
  const subject = await sharedSubject.run(context, { kind: comment.subjectKind, id: comment.subjectId });
  if (!subject) return;
  const concerned = new Set([subject.authorId, ...(await store.listParticipants(db, comment.parentId ?? commentId))]);
  if (comment.memberId) concerned.delete(comment.memberId);
  const about = { aboutKind: subject.kind, aboutId: subject.id, about: subject.title };
  const news = { kind: 'comment', subjectId: commentId, ...about } as const;
  await notify(context, news, await whoMaySee.run(context, subject, [...concerned]), subject.authorId);
  await tellNow.later(db, {});
});
