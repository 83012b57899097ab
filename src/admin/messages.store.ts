import type { Db } from '../platform/database.ts';

export interface MessageSize {
  id: string;
  /** Null for one that is private: it is nobody's but those it is for. */
  title: string | null;
  author: string;
  isInBin: number;
  bytes: number;
}

/** The messages whose recordings take most, with everything that was made of them. */
export async function listBiggestMessages(db: Db, most: number): Promise<MessageSize[]> {
  return db('messages')
    .join('members', 'members.id', 'messages.member_id')
    .join('clips', 'clips.id', 'messages.clip_id')
    .whereRaw('clips.bytes + coalesce(clips.rendition_bytes, 0) > 0')
    .orderBy('bytes', 'desc')
    .limit(most)
    .select({ id: 'messages.id', author: 'members.name' })
    .select(db.raw('iif(messages.is_private, null, messages.title) as title'))
    .select(db.raw('messages.deleted_at is not null as isInBin'))
    .select(db.raw('clips.bytes + coalesce(clips.rendition_bytes, 0) as bytes'));
}

/** Of these batches of notices those that tell of a private message, whose title the mail's subject may hold. */
export async function listPrivateBatches(db: Db, batches: string[]): Promise<Set<string>> {
  const found: string[] = await db('notices')
    .join('messages', 'messages.id', 'notices.about_id')
    .whereIn('batch', batches)
    .where({ is_private: true })
    .distinct()
    .pluck('batch');
  return new Set(found);
}
