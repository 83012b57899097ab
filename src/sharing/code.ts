import { timestamp, timestampIn } from '../platform/clock.ts';
import { inTransaction } from '../platform/database.ts';
import type { Deps } from '../platform/deps.ts';
import { newId } from '../platform/ids.ts';
import { sameText } from '../platform/signing.ts';
import { asAddress, isListed } from './person.ts';
import * as store from './code.store.ts';

/** Somebody has asked to be let in by a code that is mailed to them. The row holds no code: it is made of it. */
export interface ShareCode {
  id: string;
  linkId: string;
  email: string;
  tries: number;
  createdAt: string;
}

const heldSeconds = 600;
const mostTries = 5;

/** Made, and not mailed yet. */
export function newCode({ clock }: Pick<Deps, 'clock'>, linkId: string, email: string): ShareCode {
  return { id: newId(), linkId, email: asAddress(email), tries: 0, createdAt: timestamp(clock) };
}

export const insertCode = store.insertCode;

/** Undefined once it is over, and for an address that the link is not for. */
export async function findLiveCode(deps: Pick<Deps, 'db' | 'clock'>, id: string): Promise<ShareCode | undefined> {
  const code = await store.findCode(deps.db, id);
  if (!code || isOver(deps, code)) return undefined;
  return (await isListed(deps.db, code.linkId, code.email)) ? code : undefined;
}

function isOver({ clock }: Pick<Deps, 'clock'>, { createdAt, tries }: ShareCode): boolean {
  return createdAt < timestampIn(clock, -heldSeconds) || tries >= mostTries;
}

/** Six digits. */
export function digitsOf({ signer }: Pick<Deps, 'signer'>, { id }: Pick<ShareCode, 'id'>): string {
  const number = Buffer.from(signer.sign('share-code', id), 'base64url').readUIntBE(0, 6) % 1_000_000;
  return String(number).padStart(6, '0');
}

/** Whether it is the newest code for that address. Every look is a try, and the right one works once. */
export function redeemCode(deps: Deps, linkId: string, email: string, digits: string): Promise<boolean> {
  return inTransaction(deps.db, async (trx) => {
    const code = await store.findNewestCode(trx, linkId, asAddress(email));
    if (!code || isOver(deps, code)) return false;
    const isRight = sameText(digits, digitsOf(deps, code)) && (await isListed(trx, linkId, code.email));
    await store.setTries(trx, code.id, isRight ? mostTries : code.tries + 1);
    return isRight;
  });
}

/** Forgets what was asked for yesterday, with the addresses. */
export async function sweepCodes({ db, clock }: Deps): Promise<void> {
  await store.deleteCodesBefore(db, timestampIn(clock, -86_400));
}
