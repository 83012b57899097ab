import type { Db } from '../platform/database.ts';
import type { Chapter, Message } from './message.ts';

const columns = {
  id: 'id',
  memberId: 'member_id',
  clipId: 'clip_id',
  kind: 'kind',
  title: 'title',
  description: 'description',
  isPrivate: 'is_private',
  expectation: 'expectation',
  expectedAt: 'expected_at',
  actionLabel: 'action_label',
  actionUrl: 'action_url',
  chapters: 'chapters',
  folder: 'folder',
  createdAt: 'created_at',
  finishedAt: 'finished_at',
  deletedAt: 'deleted_at',
  inReplyTo: 'in_reply_to',
} satisfies Record<keyof Message, string>;

export async function insertMessage(db: Db, message: Message): Promise<void> {
  await db('messages').insert(asRow(message));
}

export async function findMessage(db: Db, id: string): Promise<Message | undefined> {
  return asMessage(await db('messages').where({ id }).first(columns));
}

export async function updateMessage(db: Db, id: string, changes: Partial<Message>): Promise<void> {
  const row = asRow(changes);
  if (Object.keys(row).length > 0) await db('messages').where({ id }).update(row);
}

export async function deleteMessage(db: Db, id: string): Promise<void> {
  await db('messages').where({ id }).delete();
}

export async function isRecipient(db: Db, messageId: string, memberId: string): Promise<boolean> {
  const row: unknown = await db('message_recipients')
    .where({ message_id: messageId, member_id: memberId })
    .first('seen_at');
  return row !== undefined;
}

export interface Reply {
  id: string;
  title: string;
  authorName: string;
  createdAt: string;
}

/** Finished ones that are not in the bin, as far as a member may see them. */
export async function listReplies(db: Db, memberId: string, messageId: string): Promise<Reply[]> {
  const toThem = db('message_recipients').where({ member_id: memberId }).select('message_id');
  return db('messages')
    .join('members', 'members.id', 'messages.member_id')
    .where({ in_reply_to: messageId, deleted_at: null })
    .whereNotNull('finished_at')
    .where((sees) => {
      void sees.where({ is_private: false }).orWhere({ member_id: memberId }).orWhereIn('messages.id', toThem);
    })
    .orderBy('messages.id')
    .limit(100)
    .select({ id: 'messages.id', title: 'title', authorName: 'members.name', createdAt: 'messages.created_at' });
}

function asRow(message: Partial<Message>): Record<string, unknown> {
  const values = { ...message, chapters: message.chapters && JSON.stringify(message.chapters) };
  const named = Object.entries(columns).map(([field, column]) => [column, Reflect.get(values, field)] as const);
  return Object.fromEntries(named.filter(([, value]) => value !== undefined));
}

type Row = Omit<Message, 'isPrivate' | 'chapters'> & { isPrivate: number; chapters: string };

function asMessage(row: Row | undefined): Message | undefined {
  return row && { ...row, isPrivate: row.isPrivate === 1, chapters: JSON.parse(row.chapters) as Chapter[] };
}

export async function countMessagesBy(db: Db, memberId: string): Promise<number> {
  const { number }: { number: number } = await handedOver(db, memberId).first(db.raw('count(*) AS number'));
  return number;
}

export async function changeAuthor(db: Db, fromId: string, toId: string): Promise<void> {
  await handedOver(db, fromId).update({ member_id: toId });
}

function handedOver(db: Db, memberId: string) {
  return db('messages').where({ member_id: memberId, is_private: false }).whereNotNull('finished_at');
}
