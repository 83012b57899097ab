import { timestamp, timestampIn } from '../platform/clock.ts';
import { inTransaction, type Db } from '../platform/database.ts';
import type { Deps } from '../platform/deps.ts';
import { newId } from '../platform/ids.ts';
import { paced, untilChosen, type Choice } from './choice.ts';
import * as store from './notices.store.ts';
import { dueAt } from './timing.ts';

type Told = Pick<Notice, 'subjectId' | 'aboutId' | 'aboutKind'>;

interface KindOfNews {
  title: string;
  many: (count: number) => string;
  /** One of them, by what it is about. */
  told: (about: string) => string;
  says: string;
  /** Between how many there are and what they are about; "to" where it is not said. */
  joins?: string;
  path: (notice: Told) => string;
  aboutPath: (notice: Pick<Told, 'aboutId' | 'aboutKind'>) => string;
  /** On the button of a mail about one; "Watch it" where it is not said. */
  action?: string;
}

/** Where something that is shared has its page. */
function pageOf({ aboutKind, aboutId }: Pick<Told, 'aboutKind' | 'aboutId'>): string {
  return `/${aboutKind}s/${aboutId}`;
}

/** What people are told of, with its words and where it is looked at. */
const words = {
  response: {
    title: 'A new response',
    many: (count: number) => `${count} new responses`,
    told: (about: string) => `A new response to ${about}`,
    says: 'Watch when it suits you; it keeps.',
    path: ({ subjectId }) => `/responses/${subjectId}`,
    aboutPath: ({ aboutId }) => `/forms/${aboutId}/responses`,
  },
  comment: {
    title: 'A new comment',
    many: (count: number) => `${count} new comments`,
    joins: 'on',
    told: (about: string) => `A new comment on ${about}`,
    says: 'Read it when it suits you; it keeps.',
    path: (notice) => `${pageOf(notice)}#comment-${notice.subjectId}`,
    aboutPath: (notice) => `${pageOf(notice)}#discussion`,
    action: 'Read it',
  },
  access: {
    title: 'A request for access',
    many: (count: number) => `${count} requests for access`,
    told: (about: string) => `A request for access to ${about}`,
    says: 'Somebody has a link to it that does not let them in, and asks you to.',
    path: (notice) => `${pageOf(notice)}#requests`,
    aboutPath: (notice) => `${pageOf(notice)}#requests`,
    action: 'Answer it',
  },
  message: {
    title: 'A message for you',
    many: (count: number) => `${count} messages for you`,
    told: (about: string) => about,
    says: 'Watch when it suits you; it keeps.',
    path: ({ subjectId }) => `/messages/${subjectId}`,
    aboutPath: ({ aboutId }) => `/messages/${aboutId}`,
  },
  'reply-due': {
    title: 'A reply is waited for',
    many: (count: number) => `${count} replies are waited for`,
    told: (about: string) => about,
    says: 'You have not looked at this yet, and they would like a reply by then.',
    path: ({ subjectId }) => `/messages/${subjectId}`,
    aboutPath: ({ aboutId }) => `/messages/${aboutId}`,
  },
  'first-view': {
    title: 'Somebody new is watching',
    many: (count: number) => `${count} new viewers`,
    told: (about: string) => `Somebody new is watching ${about}`,
    says: 'Who watched, and which parts, stands below the recording.',
    path: (notice) => `${pageOf(notice)}#watched`,
    aboutPath: (notice) => `${pageOf(notice)}#watched`,
  },
} satisfies Record<string, KindOfNews>;

export type NoticeKind = keyof typeof words;
export const kinds: Record<NoticeKind, KindOfNews> = words;

/** Something that happened, as one member is told of it. Holds no word of a respondent: what is erased leaves no trace. */
export interface Notice {
  id: string;
  kind: NoticeKind;
  /** Such as the response. */
  subjectId: string;
  /** What it belongs to, such as the form, and that one's title. */
  aboutId: string;
  about: string;
  /** What kind of thing that is where it is shared: its page is at `/<kind>s/<id>`. */
  aboutKind: string;
  createdAt: string;
  readAt: string | null;
  /** By mail not before the next digest, whatever else is told at once. */
  isCalm: boolean;
}

export type News = Pick<Notice, 'kind' | 'subjectId' | 'aboutId' | 'about'> &
  Partial<Pick<Notice, 'isCalm' | 'aboutKind'>>;

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
    const { kind, subjectId: subject_id, aboutId: about_id, about, aboutKind: about_kind = 'message' } = news;
    const shared = {
      kind,
      subject_id,
      about_id,
      about,
      about_kind,
      created_at: timestamp(deps.clock),
      is_calm: isCalm,
    };
    await store.insertNotices(
      trx,
      rows.map((row) => ({ id: newId(), ...shared, ...row })),
    );
  });
}

/** Newest first; `before` is the id of the last one on the page before. */
export const listNotices = store.listNotices;

/** Of one kind, newest first, that somebody has not looked at. */
export const listUnreadOf = store.listUnreadOf;

/** At most 100: more than that nobody counts. */
export const countUnread = store.countUnread;

/** Somebody has looked at it, by whatever way they came. */
export async function markRead({ db, clock }: Deps, memberId: string, subjectId: string): Promise<void> {
  await store.markRead(db, memberId, timestamp(clock), { subjectId });
}

/** The same for everything that belongs to one thing, where all of it is on one page. */
export async function markAllOfRead({ db, clock }: Deps, memberId: string, aboutId: string): Promise<void> {
  await store.markRead(db, memberId, timestamp(clock), { aboutId });
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
