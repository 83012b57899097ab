import { getMember } from '../accounts/member.ts';
import { timestamp } from '../platform/clock.ts';
import { inTransaction } from '../platform/database.ts';
import type { Deps } from '../platform/deps.ts';
import { newId } from '../platform/ids.ts';
import { defineJob } from '../platform/jobs/job.ts';
import { paced, readChoice, unsubscribePath, type Choice } from './choice.ts';
import { zoneOf } from './choice.store.ts';
import type { Letter } from './letter.ts';
import { sendMail } from './mail.ts';
import type { MailKind } from './mail-kind.ts';
import { kinds, type Notice } from './notice.ts';
import * as store from './notices.store.ts';
import { dueAt, heldUntil } from './timing.ts';

/** Every minute, and whenever something happens: one mail for each member to whom something is due. */
export async function tellPeople(deps: Deps): Promise<void> {
  for (const memberId of await store.listDueMembers(deps.db, timestamp(deps.clock))) {
    await inTransaction(deps.db, (trx) => tell({ ...deps, db: trx }, memberId));
  }
}

export const tellNow = defineJob<Record<string, never>>('notifications.tell', (_payload, context) =>
  tellPeople(context),
);

/** All that waits goes into one mail. What was due by another time zone, or falls into quiet hours by now, waits on. */
async function tell(deps: Deps, memberId: string): Promise<void> {
  const { db, clock } = deps;
  const now = clock.now();
  const untold = await store.listUntold(db, memberId, timestamp(clock));
  const choice = await readChoice(db, memberId);
  const zone = await zoneOf(db, memberId);
  const due = firstDue(untold, choice, zone);
  if (!due) return store.settle(db, memberId, null, timestamp(clock));
  const free = heldUntil(due > now ? due : now, choice, zone);
  if (free > now) return store.postpone(db, memberId, timestamp(clock), free.toISOString());
  const member = await getMember(db, memberId);
  const batch = newId();
  const mailed = await sendMail(deps, {
    kind: noticeMail,
    ids: { memberId, batch },
    to: { name: member.name, address: member.email },
    subject: headingOf(untold),
    memberId,
  });
  await store.settle(db, memberId, mailed ? batch : null, timestamp(clock));
}

/** Undefined where nothing waits, or nothing of it is told by mail any more. */
function firstDue(untold: Notice[], choice: Choice, zone: string): Date | undefined {
  const dues = untold.map((notice) => dueAt(new Date(notice.createdAt), paced(choice, notice), zone));
  return dues.filter((due) => due !== undefined).toSorted((a, b) => a.getTime() - b.getTime())[0];
}

function headingOf(notices: Notice[]): string {
  const [first, ...others] = notices;
  if (!first) return 'Nothing new';
  if (others.length === 0) return kinds[first.kind].told(first.about);
  if (others.some(({ kind }) => kind !== first.kind)) return `${notices.length} things are new`;
  const what = kinds[first.kind].many(notices.length);
  return others.every(({ aboutId }) => aboutId === first.aboutId)
    ? `${what} ${kinds[first.kind].joins ?? 'to'} ${first.about}`
    : what;
}

/** One mail for many events, with a line for each form and each message. */
export const noticeMail: MailKind<{ memberId: string; batch: string }> = {
  name: 'notifications.notices',
  async write(deps, { memberId, batch }) {
    const notices = await store.listBatch(deps.db, batch);
    const [first] = notices;
    if (!first) return undefined;
    return {
      heading: headingOf(notices),
      paragraphs: [kinds[first.kind].says],
      ...(notices.length === 1
        ? {
            action: {
              label: kinds[first.kind].action ?? 'Watch it',
              path: kinds[first.kind].path(first),
            },
          }
        : { entries: entriesOf(notices), action: { label: 'See everything', path: '/notifications' } }),
      why: 'You get this because of what you chose under Notifications.',
      unsubscribePath: unsubscribePath(deps, memberId),
    };
  },
};

function entriesOf(notices: Notice[]): NonNullable<Letter['entries']> {
  const keyOf = ({ kind, aboutId }: Notice) => `${kind} ${aboutId}`;
  return [...new Set(notices.map(keyOf))].map((key) => {
    const group = notices.filter((notice) => keyOf(notice) === key);
    const { kind, about } = group[0]!;
    const detail = group.length === 1 ? kinds[kind].title : kinds[kind].many(group.length);
    return { title: about, detail, path: kinds[kind].aboutPath(group[0]!) };
  });
}
