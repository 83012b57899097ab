import type { Db } from '../platform/database.ts';
import type { Person, Recipient } from './recipient.ts';
import { laterFrom } from './place.ts';

export interface RecipientRow {
  message_id: string;
  member_id: string;
  sent_at: string;
  seen_at: string | null;
  replied_at: string | null;
  place: string;
  announce_at: string | null;
  remind_at: string | null;
}

type NewRow = Omit<RecipientRow, 'seen_at' | 'replied_at'>;

/** Gives those that are new. */
export async function insertRecipients(db: Db, rows: NewRow[]): Promise<string[]> {
  const added: string[] = [];
  for (let i = 0; i < rows.length; i += 50) {
    const inserted: { member_id: string }[] = await db('message_recipients')
      .insert(rows.slice(i, i + 50))
      .onConflict(['message_id', 'member_id'])
      .ignore()
      .returning('member_id');
    added.push(...inserted.map(({ member_id }) => member_id));
  }
  return added;
}

export async function deleteRecipient(db: Db, messageId: string, memberId: string): Promise<void> {
  await db('message_recipients').where({ message_id: messageId, member_id: memberId }).delete();
}

export async function findRow(db: Db, messageId: string, memberId: string): Promise<RecipientRow | undefined> {
  return db<RecipientRow>('message_recipients').where({ message_id: messageId, member_id: memberId }).first(rowColumns);
}

export async function listRows(db: Db, messageId: string): Promise<RecipientRow[]> {
  return db<RecipientRow>('message_recipients')
    .where({ message_id: messageId })
    .whereNotNull('sent_at')
    .select(rowColumns);
}

const rowColumns = [
  'message_id',
  'member_id',
  'sent_at',
  'seen_at',
  'replied_at',
  'place',
  'announce_at',
  'remind_at',
] as const;

export async function updateRow(
  db: Db,
  { message_id, member_id }: Pick<RecipientRow, 'message_id' | 'member_id'>,
  changes: Partial<RecipientRow>,
): Promise<void> {
  await db('message_recipients').where({ message_id, member_id }).update(changes);
}

/** Rows with something to be done by now, whose message can be looked at. */
export async function listDue(db: Db, what: 'announce_at' | 'remind_at', now: string): Promise<RecipientRow[]> {
  return db('message_recipients')
    .join('messages', 'messages.id', 'message_recipients.message_id')
    .where(what, '<=', now)
    .where({ deleted_at: null })
    .orderBy(what)
    .limit(500)
    .select(rowColumns.map((column) => `message_recipients.${column}`));
}

/** By name. */
export async function listRecipients(db: Db, messageId: string): Promise<Recipient[]> {
  return db('message_recipients')
    .join('members', 'members.id', 'message_recipients.member_id')
    .where({ message_id: messageId })
    .orderByRaw('name COLLATE NOCASE, members.id')
    .select({
      id: 'members.id',
      name: 'name',
      portrait: 'portrait',
      sentAt: 'sent_at',
      seenAt: 'seen_at',
      repliedAt: 'replied_at',
    });
}

/** Who may get messages: members who have joined or are invited, no reviewers. */
export async function listPeople(db: Db): Promise<Person[]> {
  return db('members')
    .where({ disabled_at: null })
    .whereNot({ role: 'reviewer' })
    .orderByRaw('name COLLATE NOCASE, id')
    .select('id', 'name', 'portrait');
}

/** How somebody reads dates. */
export async function readerOf(db: Db, memberId: string): Promise<{ timeZone: string; language: string }> {
  const row: { timeZone: string; language: string } | undefined = await db('members')
    .where({ id: memberId })
    .first({ timeZone: 'time_zone', language: 'language' });
  return row ?? { timeZone: 'UTC', language: 'en-GB' };
}

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
        repliesTo: 'o.title',
        authorId: 'a.id',
        authorName: 'a.name',
        authorPortrait: 'a.portrait',
      })
  );
}

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
