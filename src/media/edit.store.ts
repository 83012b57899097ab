import type { Db } from '../platform/database.ts';
import type { Edit, MadeEdit } from './edit.ts';

const columns = {
  clipId: 'clip_id',
  cuts: 'cuts',
  regions: 'regions',
  mutes: 'mutes',
  revision: 'revision',
  madeRevision: 'made_revision',
  made: 'made',
  error: 'error',
  updatedAt: 'updated_at',
  wholeRemovedAt: 'whole_removed_at',
} satisfies Record<keyof Edit, string>;

type Row = Omit<Edit, 'cuts' | 'regions' | 'mutes' | 'made'> &
  Record<'cuts' | 'regions' | 'mutes', string> & { made: string | null };

export async function findEdit(db: Db, clipId: string): Promise<Edit | undefined> {
  const row: Row | undefined = await db('edits').where({ clip_id: clipId }).first(columns);
  if (!row) return undefined;
  const [cuts, regions, mutes] = [row.cuts, row.regions, row.mutes].map((json) => JSON.parse(json));
  return { ...row, cuts, regions, mutes, made: row.made === null ? null : JSON.parse(row.made) };
}

/** What was made stays known until something else was. */
export async function putEdit(db: Db, { clipId, cuts, regions, mutes, ...edit }: Edit): Promise<void> {
  const contents = {
    cuts: JSON.stringify(cuts),
    regions: JSON.stringify(regions),
    mutes: JSON.stringify(mutes),
    revision: edit.revision,
    error: edit.error,
    updated_at: edit.updatedAt,
  };
  await db('edits')
    .insert({ clip_id: clipId, ...contents })
    .onConflict('clip_id')
    .merge(contents);
}

/** False where it has been changed since. */
export async function recordMade(db: Db, clipId: string, revision: number, made: MadeEdit): Promise<boolean> {
  const changes = { made_revision: revision, made: JSON.stringify(made), error: null };
  return (await db('edits').where({ clip_id: clipId, revision }).update(changes)) > 0;
}

export async function recordFailure(db: Db, clipId: string, error: string): Promise<void> {
  await db('edits').where({ clip_id: clipId }).whereRaw('made_revision IS NOT revision').update({ error });
}

/** The recording itself was made anew: what was made of it before is not shown any more. */
export async function forgetMade(db: Db, clipId: string): Promise<void> {
  await db('edits').where({ clip_id: clipId }).update({ made_revision: null, made: null });
}

export async function recordWholeRemoved(db: Db, clipId: string, at: string): Promise<void> {
  await db('edits').where({ clip_id: clipId }).update({ whole_removed_at: at });
}
