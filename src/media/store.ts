import type { Db } from '../platform/database.ts';
import type { Clip } from './clip.ts';

const columns = {
  id: 'id',
  ownerKind: 'owner_kind',
  ownerId: 'owner_id',
  kind: 'kind',
  state: 'state',
  uploadId: 'upload_id',
  mime: 'mime',
  originalName: 'original_name',
  maxBytes: 'max_bytes',
  maxSeconds: 'max_seconds',
  bytes: 'bytes',
  declaredSeconds: 'declared_seconds',
  seconds: 'seconds',
  width: 'width',
  height: 'height',
  hasAudio: 'has_audio',
  videoCodec: 'video_codec',
  hasStoryboard: 'has_storyboard',
  silentSeconds: 'silent_seconds',
  partial: 'partial',
  error: 'error',
  partNumber: 'part_number',
  revision: 'revision',
  renditionBytes: 'rendition_bytes',
  posterSeconds: 'poster_seconds',
  createdAt: 'created_at',
  uploadedAt: 'uploaded_at',
  confirmedAt: 'confirmed_at',
  originalDeletedAt: 'original_deleted_at',
} satisfies Record<keyof Clip, string>;

export async function insertClip(db: Db, clip: Partial<Clip>): Promise<void> {
  await db('clips').insert(asRow(clip));
}

export async function findClip(db: Db, id: string): Promise<Clip | undefined> {
  const row: Row | undefined = await db('clips').where({ id }).first(columns);
  return row && asClip(row);
}

export async function listClipsOfOwner(db: Db, ownerKind: string, ownerId: string): Promise<Clip[]> {
  const owner = { owner_kind: ownerKind, owner_id: ownerId };
  const rows: Row[] = await db('clips').where(owner).orderBy('id').select(columns);
  return rows.map(asClip);
}

/** A page of the clips made before a moment, by id. */
export async function listClipsBefore(db: Db, moment: string, afterId: string, most: number): Promise<Clip[]> {
  const rows: Row[] = await db('clips')
    .where('created_at', '<', moment)
    .where('id', '>', afterId)
    .orderBy('id')
    .limit(most)
    .select(columns);
  return rows.map(asClip);
}

/** Changes a clip that is still as `expected` says; returns whether it was. */
export async function updateClip(
  db: Db,
  id: string,
  changes: Partial<Clip>,
  expected: Partial<Clip> = {},
): Promise<boolean> {
  const changed = await db('clips')
    .where({ id, ...asRow(expected) })
    .update(asRow(changes));
  return changed > 0;
}

export async function deleteClip(db: Db, id: string): Promise<void> {
  await db('clips').where({ id }).delete();
}

function asRow(clip: Partial<Clip>): Record<string, unknown> {
  const named = Object.entries(columns).map(([field, column]) => [column, Reflect.get(clip, field)] as const);
  return Object.fromEntries(named.filter(([, value]) => value !== undefined));
}

/** SQLite has no booleans. */
type Row = Omit<Clip, 'partial' | 'hasAudio' | 'hasStoryboard'> & {
  partial: number;
  hasAudio: number | null;
  hasStoryboard: number;
};

function asClip(row: Row): Clip {
  return {
    ...row,
    partial: row.partial === 1,
    hasAudio: row.hasAudio === null ? null : row.hasAudio === 1,
    hasStoryboard: row.hasStoryboard === 1,
  };
}
