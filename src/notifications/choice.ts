import { inTransaction, type Db } from '../platform/database.ts';
import type { Deps } from '../platform/deps.ts';
import { sameText } from '../platform/signing.ts';
import * as store from './choice.store.ts';
import { dueAt, type Span } from './timing.ts';

export const deliveries = ['at-once', 'digest', 'panel'] as const;

export const everyDay = [1, 2, 3, 4, 5, 6, 7];
const workdays = [1, 2, 3, 4, 5];

/** How somebody is told, in their own time zone. */
export interface Choice {
  /** By mail at once, by one mail for many events, or only in the panel. */
  delivery: (typeof deliveries)[number];
  /** Mails are about every form that they may see, or about those alone that they made. */
  about: 'all' | 'mine';
  digest: { at: string; days: number[] };
  /** Hold everything back until they end. */
  quiet: Span | undefined;
  focus: Span | undefined;
}

/** Of who has chosen nothing yet. */
export const untilChosen: Choice = {
  delivery: 'at-once',
  about: 'all',
  digest: { at: '09:00', days: workdays },
  quiet: undefined,
  focus: undefined,
};

/** What is calm waits for the digest, also where other things are told at once. */
export function paced(choice: Choice, { isCalm }: { isCalm: boolean }): Choice {
  return isCalm && choice.delivery === 'at-once' ? { ...choice, delivery: 'digest' } : choice;
}

export async function readChoice(db: Db, memberId: string): Promise<Choice> {
  const text = await store.findChoice(db, memberId);
  return { ...untilChosen, ...(text ? (JSON.parse(text) as Partial<Choice>) : {}) };
}

/** What waits already is told as chosen now. */
export async function choose({ db }: Pick<Deps, 'db'>, memberId: string, choice: Choice): Promise<void> {
  await inTransaction(db, async (trx) => {
    await store.putChoice(trx, memberId, JSON.stringify(choice));
    const zone = await store.zoneOf(trx, memberId);
    for (const { id, created_at, is_calm } of await store.listWaiting(trx, memberId)) {
      const due = dueAt(new Date(created_at), paced(choice, { isCalm: is_calm === 1 }), zone);
      await store.setDue(trx, id, due?.toISOString() ?? null);
    }
  });
}

/** Ends all mails of this kind to somebody; the panel still tells them. */
export async function unsubscribe(deps: Pick<Deps, 'db'>, memberId: string): Promise<void> {
  await choose(deps, memberId, { ...(await readChoice(deps.db, memberId)), delivery: 'panel' });
}

/** Works without signing in, and for as long as mails are kept. */
export function unsubscribePath({ signer }: Pick<Deps, 'signer'>, memberId: string): string {
  return `/unsubscribe/${memberId}/${signer.sign('unsubscribe', memberId)}`;
}

export function mayUnsubscribe({ signer }: Pick<Deps, 'signer'>, memberId: string, secret: string): boolean {
  return sameText(secret, signer.sign('unsubscribe', memberId));
}
