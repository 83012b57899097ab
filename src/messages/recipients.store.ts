import type { Db } from '../platform/database.ts';
import type { Person, Recipient } from './recipient.ts';

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
