import { createHash } from 'node:crypto';
import { Secret, TOTP } from 'otpauth';
import { timestamp } from '../platform/clock.ts';
import { inTransaction, type Db } from '../platform/database.ts';
import type { Deps } from '../platform/deps.ts';
import { Invalid } from '../platform/http/errors.ts';
import { randomText } from '../platform/ids.ts';
import { hashed } from '../platform/signing.ts';
import { audit } from './audit.ts';
import type { Member } from './member.ts';
import { readSettings } from './settings.ts';
import * as store from './two-factor.store.ts';
import { companyName } from './workspace.ts';

const periodSeconds = 30;
const recoveryCodes = 10;

export const wrongCode = 'This code is wrong or has been used. Wait for the next one and try again.';

export async function hasTwoFactor(db: Db, memberId: string): Promise<boolean> {
  return Boolean((await store.findTwoFactor(db, memberId))?.confirmed_at);
}

/** Whether the sign-in rules ask it of somebody who does not have it yet. */
export async function mustSetUpTwoFactor(db: Db, { id, role }: Member): Promise<boolean> {
  const { twoFactorRoles } = await readSettings(db);
  return twoFactorRoles.includes(role) && !(await hasTwoFactor(db, id));
}

/** For an authenticator app: as an address for its camera, and to be typed. The same until it is confirmed. */
export async function offerTwoFactor(deps: Deps, member: Member): Promise<{ uri: string; secret: string }> {
  const version = ((await store.findTwoFactor(deps.db, member.id))?.version ?? 0) + 1;
  const totp = totpOf(deps, member.id, version, { issuer: await companyName(deps.db), label: member.email });
  return { uri: totp.toString(), secret: totp.secret.base32 };
}

/** Switches it on, if the code is right. Gives ten codes for the day on which the phone is lost, shown only now. @throws Invalid */
export async function confirmTwoFactor(deps: Deps, { id }: Member, code: string): Promise<string[]> {
  const version = ((await store.findTwoFactor(deps.db, id))?.version ?? 0) + 1;
  const period = periodOf(deps, totpOf(deps, id, version), code);
  if (period === undefined) throw new Invalid({ code: wrongCode });
  return inTransaction(deps.db, async (trx) => {
    const confirmed_at = timestamp(deps.clock);
    await store.putTwoFactor(trx, { member_id: id, version, confirmed_at, last_period: period });
    await audit({ ...deps, db: trx }, id, 'two-factor.on', id);
    return renewRecoveryCodes(trx, id);
  });
}

export async function switchOffTwoFactor(deps: Deps, actor: Member, id: string): Promise<void> {
  await inTransaction(deps.db, async (trx) => {
    const row = await store.findTwoFactor(trx, id);
    if (!row?.confirmed_at) return;
    await store.putTwoFactor(trx, { ...row, confirmed_at: null });
    await store.putRecoveryCodes(trx, id, []);
    await audit({ ...deps, db: trx }, actor.id, 'two-factor.off', id);
  });
}

/** Uses up a code of the app, or one of the ten: neither works twice, whoever asks at the same time. */
export async function useCode(deps: Deps, id: string, given: string): Promise<boolean> {
  const { db, clock } = deps;
  const row = await store.findTwoFactor(db, id);
  if (!row?.confirmed_at) return false;
  const code = given.replaceAll(/[\s-]/g, '');
  const period = periodOf(deps, totpOf(deps, id, row.version), code);
  if (period !== undefined) return store.usePeriod(db, id, period);
  const isRecovery = await store.useRecoveryCode(db, id, hashed(code.toLowerCase()), timestamp(clock));
  if (isRecovery) await audit(deps, id, 'recovery-code.used', id);
  return isRecovery;
}

export function countRecoveryCodes(db: Db, id: string): Promise<number> {
  return store.countRecoveryCodes(db, id);
}

/** The old ones work no more. */
export async function renewRecoveryCodes(db: Db, id: string): Promise<string[]> {
  const codes = Array.from({ length: recoveryCodes }, () => randomText(10));
  await store.putRecoveryCodes(db, id, codes.map(hashed));
  return codes.map((code) => `${code.slice(0, 5)}-${code.slice(5)}`);
}

/** RFC 6238 with what authenticator apps expect: SHA-1, six digits, thirty seconds. No secret is stored anywhere. */
function totpOf({ signer }: Deps, id: string, version: number, shown: { issuer?: string; label?: string } = {}): TOTP {
  const bytes = createHash('sha1')
    .update(signer.sign('two-factor', id, version))
    .digest();
  const secret = new Secret({ buffer: new Uint8Array(bytes).buffer });
  return new TOTP({ ...shown, secret, period: periodSeconds });
}

/** Which period a code is of: this one, the one before or the one after, as clocks differ. */
function periodOf({ clock }: Deps, totp: TOTP, code: string): number | undefined {
  const now = clock.now().getTime();
  const delta = totp.validate({ token: code.replaceAll(/\s/g, ''), timestamp: now, window: 1 });
  return delta === null ? undefined : Math.floor(now / 1000 / periodSeconds) + delta;
}
