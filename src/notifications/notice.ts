import { timestamp, timestampIn } from '../platform/clock.ts';
import { inTransaction, type Db } from '../platform/database.ts';
import type { Deps } from '../platform/deps.ts';
import { newId } from '../platform/ids.ts';
import { paced, untilChosen, type Choice } from './choice.ts';
import * as store from './notices.store.ts';
import { dueAt } from './timing.ts';

/** What people are told of, with its words and where it is looked at. */
export const kinds = {
  response: {
    title: 'A new response',
    many: (count: number) => `${count} new responses`,
    /** One of them, by what it is about. */
    told: (about: string) => `A new response to ${about}`,
    says: 'Watch when it suits you; it keeps.',
    path: (id: string) => `/responses/${id}`,
    aboutPath: (id: string) => `/forms/${id}/responses`,
  },
  message: {
    title: 'A message for you',
    many: (count: number) => `${count} messages for you`,
    told: (about: string) => about,
    says: 'Watch when it suits you; it keeps.',
    path: (id: string) => `/messages/${id}`,
    aboutPath: (id: string) => `/messages/${id}`,
  },
  'reply-due': {
    title: 'A reply is waited for',
    many: (count: number) => `${count} replies are waited for`,
    told: (about: string) => about,
    says: 'You have not looked at this yet, and they would like a reply by then.',
    path: (id: string) => `/messages/${id}`,
    aboutPath: (id: string) => `/messages/${id}`,
  },
};

export type NoticeKind = keyof typeof kinds;

/** Something that happened, as one member is told of it. Holds no word of a respondent: what is erased leaves no trace. */
export interface Notice {
  id: string;
  kind: NoticeKind;
  /** Such as the response. */
  subjectId: string;
  /** What it belongs to, such as the form, and that one's title. */
  aboutId: string;
  about: string;
  createdAt: string;
  readAt: string | null;
  /** By mail not before the next digest, whatever else is told at once. */
  isCalm: boolean;
}

export type News = Pick<Notice, 'kind' | 'subjectId' | 'aboutId' | 'about'> & Partial<Pick<Notice, 'isCalm'>>;

/** Mails at once within this time become one. */
const togetherSeconds = 600;

/**
 * Tells members: in the panel now, by mail as each has chosen. Once for each subject, however often it is called.
 * `makerId` is who made what it is about.
 */
export async function notify(deps: Deps, news: News, memberIds: string[], makerId: string): Promise<void> {
  const now = deps.clock.now();
  const isCalm = news.isCalm ?? false;
  await inTransaction(deps.db, async (trx) => {
    const told = await store.listLastTold(trx, timestampIn(deps.clock, -togetherSeconds));
    const rows = (await store.listListeners(trx, memberIds)).map(({ id, timeZone, choice }) => {
      const chosen: Choice = { ...untilChosen, ...(choice as Partial<Choice>) };
      const last = chosen.delivery === 'at-once' && !isCalm ? told.get(id) : undefined;
      const from = last ? new Date(Date.parse(last) + togetherSeconds * 1000) : now;
      const isMailed = chosen.about === 'all' || id === makerId;
      const due = isMailed ? dueAt(from, paced(chosen, { isCalm }), timeZone) : undefined;
      return { member_id: id, due_at: due?.toISOString() ?? null };
    });
    const { kind, subjectId: subject_id, aboutId: about_id, about } = news;
    const shared = { kind, subject_id, about_id, about, created_at: timestamp(deps.clock), is_calm: isCalm };
    await store.insertNotices(
      trx,
      rows.map((row) => ({ id: newId(), ...shared, ...row })),
    );
  });
}

/** Newest first; `before` is the id of the last one on the page before. */
export const listNotices = store.listNotices;

/** At most 100: more than that nobody counts. */
export const countUnread = store.countUnread;

/** Somebody has looked at it, by whatever way they came. */
export async function markRead({ db, clock }: Deps, memberId: string, subjectId: string): Promise<void> {
  await store.markRead(db, memberId, timestamp(clock), { subjectId });
}

/** Everything up to the notice that was the newest on the page. */
export async function markAllRead({ db, clock }: Deps, memberId: string, upToId: string): Promise<void> {
  await store.markRead(db, memberId, timestamp(clock), { upToId });
}

/** What is gone is not told of any more: by the id of a subject, or of what it belongs to. */
export async function forgetNotices(db: Db, id: string): Promise<void> {
  await store.deleteNotices(db, id);
}

const keptDays = 90;

export async function sweepNotices({ db, clock }: Deps): Promise<void> {
  await store.deleteNoticesBefore(db, timestampIn(clock, -keptDays * 86_400));
}
