import { markRead } from '../notifications/notice.ts';
import { timestamp } from '../platform/clock.ts';
import { inTransaction, type Db } from '../platform/database.ts';
import type { Deps } from '../platform/deps.ts';
import { Invalid } from '../platform/http/errors.ts';
import { announce } from './announcing.ts';
import { announceAt, remindAt } from './expectation.ts';
import type { Message } from './message.ts';
import { placeOf } from './place.ts';
import * as store from './recipients.store.ts';
import { updateMessage } from './store.ts';

/** Somebody of the workspace whom messages may be sent to. */
export interface Person {
  id: string;
  name: string;
  portrait: number | null;
}

/** Somebody whom a message is for; UTC. */
export interface Recipient extends Person {
  sentAt: string | null;
  seenAt: string | null;
  repliedAt: string | null;
}

/** By name. */
export const listRecipients = store.listRecipients;

/** Who might get a message besides those who have it, by name. */
export async function listOthers(db: Db, { id, memberId }: Pick<Message, 'id' | 'memberId'>): Promise<Person[]> {
  const known = new Set((await store.listRecipients(db, id)).map((recipient) => recipient.id));
  return (await store.listPeople(db)).filter((person) => person.id !== memberId && !known.has(person.id));
}

/** Sends a finished message to people of the workspace, each of whom is told once. @throws Invalid */
export async function sendTo(deps: Deps, message: Message, memberIds: string[]): Promise<void> {
  if (!message.finishedAt) throw new Invalid({ memberId: 'Stop recording first, then send it.' });
  if (message.deletedAt) throw new Invalid({ memberId: 'It is in the bin. Restore it first, then send it.' });
  if (memberIds.length === 0) throw new Invalid({ memberId: 'Choose somebody first.' });
  const people = new Set((await store.listPeople(deps.db)).map(({ id }) => id));
  if (memberIds.some((id) => !people.has(id) || id === message.memberId))
    throw new Invalid({ memberId: 'Choose members of this workspace other than the author. Others get a link.' });
  await deliver(deps, message, memberIds);
}

/** The same for who is known to be a member. */
export async function deliver(deps: Deps, message: Message, memberIds: string[]): Promise<void> {
  const now = deps.clock.now();
  const sent_at = now.toISOString();
  const delivery = { sentAt: sent_at, seenAt: null, repliedAt: null };
  const state = {
    place: placeOf(message, delivery, now),
    announce_at: announceAt(message, now),
    remind_at: remindAt(message, now),
  };
  await inTransaction(deps.db, async (trx) => {
    const rows = memberIds.map((member_id) => ({ message_id: message.id, member_id, sent_at, ...state }));
    const added = new Set(await store.insertRecipients(trx, rows));
    if (state.announce_at > sent_at) return;
    for (const row of rows.filter(({ member_id }) => added.has(member_id)))
      await announce({ ...deps, db: trx }, message, { ...row, seen_at: null, replied_at: null });
  });
}

/** It is not to them any more; where it is not private they find it all the same. */
export async function removeRecipient(deps: Deps, message: Message, memberId: string): Promise<void> {
  await store.deleteRecipient(deps.db, message.id, memberId);
  await markRead(deps, memberId, message.id);
}

/** What is changed about a message that was sent already counts from now on for everybody who has it. */
export async function changeExpectation(
  deps: Deps,
  message: Message,
  changed: Pick<Message, 'expectation' | 'expectedAt'>,
): Promise<void> {
  const now = deps.clock.now();
  await inTransaction(deps.db, async (trx) => {
    await updateMessage(trx, message.id, changed);
    for (const row of await store.listRows(trx, message.id)) {
      // Who has been told is not told again; what is for later has to come forward at its moment all the same.
      const state = { remind_at: remindAt(changed, now), announce_at: announceAt(changed, now) };
      await store.updateRow(trx, row, { place: placeOf(changed, deliveryOf(row), now), ...state });
    }
  });
}

/** How far it has come with somebody; undefined where it is not to them. */
export async function findDelivery(db: Db, messageId: string, memberId: string) {
  const row = await store.findRow(db, messageId, memberId);
  return row && deliveryOf(row);
}

/** Somebody has looked at it, by whatever way they came. */
export async function markSeen(deps: Deps, message: Message, memberId: string): Promise<void> {
  await mark(deps, message, memberId, (row, at) => ({ ...row, seen_at: row.seen_at ?? at }));
  await markRead(deps, memberId, message.id);
}

/** Somebody has replied, here or elsewhere. */
export async function markReplied(deps: Deps, message: Message, memberId: string): Promise<void> {
  await mark(deps, message, memberId, (row, at) => ({
    ...row,
    seen_at: row.seen_at ?? at,
    replied_at: row.replied_at ?? at,
  }));
  await markRead(deps, memberId, message.id);
}

async function mark(
  { db, clock }: Deps,
  message: Message,
  memberId: string,
  change: (row: store.RecipientRow, at: string) => store.RecipientRow,
): Promise<void> {
  const row = await store.findRow(db, message.id, memberId);
  if (!row?.sent_at) return;
  const changed = change(row, timestamp(clock));
  if (changed.seen_at === row.seen_at && changed.replied_at === row.replied_at) return;
  const { seen_at, replied_at } = changed;
  await store.updateRow(db, row, { seen_at, replied_at, place: placeOf(message, deliveryOf(changed), clock.now()) });
}

function deliveryOf({ sent_at, seen_at, replied_at }: store.RecipientRow) {
  return { sentAt: sent_at, seenAt: seen_at, repliedAt: replied_at };
}
