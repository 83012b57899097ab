import type { Db } from '../platform/database.ts';

export interface LinkRow {
  member_id: string;
  /** Counts up with every link, so that only the newest works. */
  version: number;
  /** Null once it has been used. */
  made_at: string | null;
}

export async function findLink(db: Db, memberId: string): Promise<LinkRow | undefined> {
  return db<LinkRow>('sign_in_links').where({ member_id: memberId }).first('member_id', 'version', 'made_at');
}

export async function renewLink(db: Db, memberId: string, madeAt: string): Promise<void> {
  await db('sign_in_links')
    .insert({ member_id: memberId, version: 1, made_at: madeAt })
    .onConflict('member_id')
    .merge({ version: db.raw('version + 1'), made_at: madeAt });
}

/** False where somebody else was quicker. */
export async function useLink(db: Db, memberId: string): Promise<boolean> {
  const used = await db('sign_in_links')
    .where({ member_id: memberId })
    .whereNotNull('made_at')
    .update({ made_at: null });
  return used === 1;
}
