import type { Db } from '../platform/database.ts';

export interface TwoFactorRow {
  member_id: string;
  version: number;
  confirmed_at: string | null;
  last_period: number;
}

export async function findTwoFactor(db: Db, memberId: string): Promise<TwoFactorRow | undefined> {
  return db<TwoFactorRow>('two_factor')
    .where({ member_id: memberId })
    .first('member_id', 'version', 'confirmed_at', 'last_period');
}

export async function putTwoFactor(db: Db, row: TwoFactorRow): Promise<void> {
  await db<TwoFactorRow>('two_factor').insert(row).onConflict('member_id').merge();
}

/** False where a code of that period, or of a later one, has been used. */
export async function usePeriod(db: Db, memberId: string, period: number): Promise<boolean> {
  const used = await db<TwoFactorRow>('two_factor')
    .where({ member_id: memberId })
    .where('last_period', '<', period)
    .update({ last_period: period });
  return used === 1;
}

export async function putRecoveryCodes(db: Db, memberId: string, hashes: string[]): Promise<void> {
  await db('recovery_codes').where({ member_id: memberId }).delete();
  if (hashes.length > 0)
    await db('recovery_codes').insert(hashes.map((code_hash) => ({ code_hash, member_id: memberId })));
}

export async function countRecoveryCodes(db: Db, memberId: string): Promise<number> {
  const counted = await db('recovery_codes')
    .where({ member_id: memberId, used_at: null })
    .count<{ count: number }[]>({ count: '*' });
  return counted[0]?.count ?? 0;
}

/** False for one that is not theirs, or has been used. */
export async function useRecoveryCode(db: Db, memberId: string, codeHash: string, at: string): Promise<boolean> {
  const used = await db('recovery_codes')
    .where({ member_id: memberId, code_hash: codeHash, used_at: null })
    .update({ used_at: at });
  return used === 1;
}
