import type { Db } from '../platform/database.ts';

/** What a line of the library is made of. */
export interface LibraryRow {
  id: string;
  title: string;
  kind: string;
  clipId: string;
  clipState: string | null;
  clipKind: string | null;
  seconds: number | null;
  authorId: string;
  authorName: string;
  folder: string;
  isPrivate: number;
  createdAt: string;
  finishedAt: string | null;
  deletedAt: string | null;
}

export const shelves = ['mine', 'shared', 'workspace', 'bin'] as const;
export type Shelf = (typeof shelves)[number];

/** Newest first, from before the message `before`. */
export async function listShelf(
  db: Db,
  memberId: string,
  { shelf, folder }: { shelf: Shelf; folder?: string | undefined },
  before: string | undefined,
  limit: number,
): Promise<LibraryRow[]> {
  const rows = onShelf(db, memberId, shelf).orderBy('m.id', 'desc').limit(limit);
  if (folder !== undefined) void rows.where('m.folder', folder);
  if (before) void rows.where('m.id', '<', before);
  return rows;
}

function onShelf(db: Db, memberId: string, shelf: Shelf) {
  const rows = lines(db);
  if (shelf === 'mine') return rows.where({ 'm.member_id': memberId, 'm.deleted_at': null });
  if (shelf === 'bin') return rows.where({ 'm.member_id': memberId }).whereNotNull('m.deleted_at');
  const finished = rows.whereNotNull('m.finished_at').where({ 'm.deleted_at': null });
  // SQLite takes a partial index only for what the query says itself, not for what is bound to it.
  if (shelf === 'workspace') return finished.whereRaw('m.is_private = 0').whereNot({ 'm.member_id': memberId });
  return finished.whereIn('m.id', db('message_recipients').where({ member_id: memberId }).select('message_id'));
}

function lines(db: Db) {
  return db('messages as m')
    .join('members as a', 'a.id', 'm.member_id')
    .leftJoin('clips as c', 'c.id', 'm.clip_id')
    .select({
      id: 'm.id',
      title: 'm.title',
      kind: 'm.kind',
      clipId: 'm.clip_id',
      clipState: 'c.state',
      clipKind: 'c.kind',
      seconds: db.raw('coalesce(c.seconds, c.declared_seconds)'),
      authorId: 'a.id',
      authorName: 'a.name',
      folder: 'm.folder',
      isPrivate: 'm.is_private',
      createdAt: 'm.created_at',
      finishedAt: 'm.finished_at',
      deletedAt: 'm.deleted_at',
    });
}

export async function listFolders(db: Db, memberId: string): Promise<{ name: string; count: number }[]> {
  return db('messages')
    .where({ member_id: memberId, deleted_at: null })
    .whereNot({ folder: '' })
    .groupBy('folder')
    .orderByRaw('folder COLLATE NOCASE')
    .select({ name: 'folder', count: db.raw('count(*)') });
}

export async function renameFolder(db: Db, memberId: string, from: string, to: string): Promise<void> {
  await db('messages').where({ member_id: memberId, folder: from }).update({ folder: to });
}

/** How many lie in the bin, 100 at most. */
export async function countBinned(db: Db, memberId: string): Promise<number> {
  const binned = db('messages').where({ member_id: memberId }).whereNotNull('deleted_at').limit(100).select('id');
  const row: { number: number } | undefined = await db.from(binned.as('binned')).count({ number: '*' }).first();
  return row?.number ?? 0;
}

export async function listBinnedBefore(db: Db, before: string): Promise<string[]> {
  return db('messages').where('deleted_at', '<', before).orderBy('deleted_at').limit(1000).pluck('id');
}

/** Those that were erased once. */
export async function listCameBack(db: Db): Promise<string[]> {
  return db('erasures')
    .join('messages', 'messages.id', 'erasures.id')
    .where({ 'erasures.kind': 'message' })
    .pluck('messages.id');
}
