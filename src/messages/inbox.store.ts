import type { Db } from '../platform/database.ts';
import { laterFrom } from './place.ts';

/** What an entry of the inbox is made of. */
export interface InboxRow {
  id: string;
  place: string;
  title: string;
  kind: string;
  clipId: string;
  seconds: number | null;
  expectation: 'none' | 'fyi' | 'reply-by' | 'not-before';
  expectedAt: string | null;
  sentAt: string;
  seenAt: string | null;
  repliedAt: string | null;
  inReplyTo: string | null;
  repliesTo: string | null;
  authorId: string;
  authorName: string;
  authorPortrait: number | null;
}

export interface InboxPlace {
  place: string;
  id: string;
}

/** In the order of the inbox, from after a place on. */
export async function listInbox(
  db: Db,
  memberId: string,
  after: InboxPlace | undefined,
  limit: number,
): Promise<InboxRow[]> {
  return (
    db('message_recipients as r')
      .join('messages as m', 'm.id', 'r.message_id')
      .join('members as a', 'a.id', 'm.member_id')
      .leftJoin('clips as c', 'c.id', 'm.clip_id')
      .leftJoin('messages as o', 'o.id', 'm.in_reply_to')
      .where('r.member_id', memberId)
      .whereNotNull('r.place')
      // The sign keeps SQLite from beginning with all messages there are, and sorting them.
      .whereRaw('+m.deleted_at IS NULL')
      .modify((query) => void (after && query.whereRaw('(r.place, r.message_id) > (?, ?)', [after.place, after.id])))
      .orderBy(['r.place', 'r.message_id'])
      .limit(limit)
      .select({
        id: 'm.id',
        place: 'r.place',
        title: 'm.title',
        kind: 'm.kind',
        clipId: 'm.clip_id',
        seconds: db.raw('coalesce(c.seconds, c.declared_seconds)'),
        expectation: 'm.expectation',
        expectedAt: 'm.expected_at',
        sentAt: 'r.sent_at',
        seenAt: 'r.seen_at',
        repliedAt: 'r.replied_at',
        inReplyTo: 'm.in_reply_to',
        repliesTo: db.raw(`iif(${seesAnswered}, o.title, NULL)`),
        authorId: 'a.id',
        authorName: 'a.name',
        authorPortrait: 'a.portrait',
      })
  );
}

/** Whoever gets a reply need not be somebody who may see what it answers: see `maySee`. */
const seesAnswered = `o.member_id = r.member_id OR (o.finished_at IS NOT NULL AND o.deleted_at IS NULL AND (o.is_private = 0
  OR EXISTS (SELECT 1 FROM message_recipients t WHERE t.message_id = o.id AND t.member_id = r.member_id)))`;

/** At most 100: more than that nobody counts. */
export async function countUnseen(db: Db, memberId: string): Promise<number> {
  const unseen = db('message_recipients as r')
    .join('messages as m', 'm.id', 'r.message_id')
    .where({ 'r.member_id': memberId, 'r.seen_at': null, 'm.deleted_at': null })
    .where('r.place', '<', laterFrom)
    .limit(100)
    .select('r.message_id')
    .as('unseen');
  const row: { number: number } | undefined = await db.from(unseen).count({ number: '*' }).first();
  return row?.number ?? 0;
}

/** What stands as unread and was sent by then. */
export async function listUnseen(db: Db, memberId: string, upTo: string): Promise<string[]> {
  return db('message_recipients')
    .where({ member_id: memberId, seen_at: null })
    .where('place', '<', laterFrom)
    .where('sent_at', '<=', upTo)
    .pluck('message_id');
}
