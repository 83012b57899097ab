import { timestamp } from '../platform/clock.ts';
import { inTransaction, type Db } from '../platform/database.ts';
import type { Deps } from '../platform/deps.ts';
import { Invalid } from '../platform/http/errors.ts';
import { newId } from '../platform/ids.ts';
import { isOneAddress, type Mailbox } from '../platform/mail-server.ts';
import type { MailKind } from './mail-kind.ts';
import { findMailSource } from './mail-server.ts';
import * as store from './mails.store.ts';
import { sendMailJob } from './send.ts';

/**
 * Waiting; being sent at this moment; taken by the server; not taken for now, to be tried again; failed for good;
 * perhaps sent, since the server stopped or the line broke before it was confirmed; or not needed any more.
 */
export type MailState = 'queued' | 'sending' | 'sent' | 'refused' | 'failed' | 'unconfirmed' | 'dropped';

export interface Mail {
  id: string;
  kind: string;
  ids: Record<string, string>;
  to: Mailbox;
  subject: string;
  messageId: string;
  linkBase: string | null;
  state: MailState;
  /** The server's own, or why there are none. */
  words: string | null;
  createdAt: string;
  endedAt: string | null;
}

export interface NewMail<Ids extends Record<string, string>> {
  kind: MailKind<Ids>;
  ids: Ids;
  to: Mailbox;
  /** Shown to admins in the list of mails: without names of respondents, and without secrets. */
  subject: string;
  /** The member it goes to, with whom it is forgotten. */
  memberId?: string | undefined;
  /** See `linkBase`. */
  base?: string | undefined;
}

/**
 * Puts a mail into the queue, in the caller's transaction if `deps.db` is one. Undefined, and nothing done, while mail
 * is off. @throws Invalid unless it goes to exactly one address
 */
export async function sendMail<Ids extends Record<string, string>>(
  deps: Deps,
  { kind, ids, to, subject, memberId, base }: NewMail<Ids>,
): Promise<string | undefined> {
  if (!isOneAddress(to.address)) throw new Invalid({ email: 'Write one address, such as ruth@example.com.' });
  const source = await findMailSource(deps);
  if (!source) return undefined;
  const id = newId();
  await inTransaction(deps.db, async (trx) => {
    await store.insertMail(trx, {
      id,
      kind: kind.name,
      ids: JSON.stringify(ids),
      to_address: to.address,
      to_name: to.name ?? null,
      member_id: memberId ?? null,
      subject: subject.replace(/\s+/g, ' ').slice(0, 200),
      message_id: `<${id}@${source.from.address.split('@')[1]}>`,
      link_base: base ?? null,
      created_at: timestamp(deps.clock),
    });
    await sendMailJob.later(trx, { mailId: id }, { subject: id });
  });
  return id;
}

/** Gives one that failed, or may have been sent, another try, under the same Message-ID. */
export async function retryMail(db: Db, id: string): Promise<void> {
  await inTransaction(db, async (trx) => {
    const isQueued = await store.requeueMail(trx, id);
    if (isQueued) await sendMailJob.later(trx, { mailId: id }, { subject: id });
  });
}

/** Newest first; `before` is the id of the last one on the page before. */
export const listMails = store.listMails;

export const countMails = store.countMails;

/** Forgets every mail to an address, sent or not: for whoever is erased. */
export const eraseMailsTo = store.deleteMailsTo;

/** The same for every mail among whose ids this one stands under that name. */
export const eraseMailsAbout = store.deleteMailsAbout;

/** Whether there is a mail of a kind among whose ids this one stands under that name, sent or still to be sent. */
export const isMailAbout = store.isMailAbout;

const keptDays = 30;

/** Forgets what was sent longer than a month ago. */
export async function sweepMails({ db, clock }: Deps): Promise<void> {
  const before = new Date(clock.now().getTime() - keptDays * 86_400_000).toISOString();
  await store.deleteMailsBefore(db, before);
}
