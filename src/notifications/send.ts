import { timestamp, type Clock } from '../platform/clock.ts';
import type { Db } from '../platform/database.ts';
import { Refusal } from '../platform/http/errors.ts';
import { defineJob, PermanentFailure, type JobContext } from '../platform/jobs/job.ts';
import { recorded } from '../platform/jobs/recorded.ts';
import { deliver } from '../platform/mailer.ts';
import { Undelivered } from '../platform/undelivered.ts';
import { renderLetter } from './letter.ts';
import type { Mail, MailState } from './mail.ts';
import { mailKinds } from './mail-kind.ts';
import { findMailSource, linkBase, type MailSource } from './mail-server.ts';
import * as store from './mails.store.ts';

const unsent: MailState[] = ['queued', 'refused', 'failed'];

const interrupted = 'The server stopped while this was being sent.';

/**
 * Sends one mail. It is claimed before, so that one which a crash left at "sending" is never sent again by itself:
 * whether it went, nobody here knows. Six tries: after 10 s, 2 min, 17 min, 3 h and 28 h.
 */
export const sendMailJob = defineJob<{ mailId: string }>(
  'notifications.send',
  async ({ mailId }, context) => {
    const mail = await store.findMail(context.db, mailId);
    if (mail?.state === 'sending') return end(context, mailId, 'unconfirmed', interrupted);
    if (!mail || !unsent.includes(mail.state)) return;
    const source = await findMailSource(context);
    if (!source) throw new Refusal(503, 'Mail is off', 'Mail is off. Set it up, and this is sent.');
    const message = await write(context, mail);
    if (!message) return end(context, mailId, 'dropped', 'Nobody needs this any more: what it was about is gone.');
    if (await store.claimMail(context.db, mailId)) await send(context, mail, source, message);
  },
  {
    title: 'Sending a mail',
    attempts: 6,
    onFailed: async (db, { mailId }, reason) => {
      const ended_at = timestamp({ now: () => new Date() });
      await store.endMail(db, mailId, ['sending'], { state: 'unconfirmed', words: interrupted, ended_at });
      await store.endMail(db, mailId, ['queued', 'refused'], { state: 'failed', words: reason, ended_at });
    },
  },
);

async function write(context: JobContext, mail: Mail) {
  const kind = mailKinds.run().find(({ name }) => name === mail.kind);
  if (!kind) throw new PermanentFailure(`This version has no mail called “${mail.kind}”.`);
  const letter = await kind.write(context, mail.ids);
  return letter && renderLetter(context.db, letter, await linkBase(context, mail.linkBase));
}

type Message = NonNullable<Awaited<ReturnType<typeof write>>>;

async function send(context: JobContext, mail: Mail, { server, from }: MailSource, message: Message): Promise<void> {
  const { to, subject, messageId } = mail;
  try {
    const words = await deliver(server, { from, to, subject, messageId, ...message }, context.signal);
    await end(context, mail.id, 'sent', words);
  } catch (error) {
    if (!(error instanceof Undelivered)) throw error;
    await end(
      context,
      mail.id,
      context.signal.aborted && error.outcome === 'refused' ? 'queued' : error.outcome,
      error.message,
    );
    if (error.outcome === 'failed') throw new PermanentFailure(error.message);
    if (error.outcome === 'refused') throw new Refusal(503, 'The mail was not taken', error.message);
  }
}

/** However long a full disk makes it wait: a mail that is gone must not look as if it were not. */
function end(
  { db, clock, log }: { db: Db; clock: Clock; log: JobContext['log'] },
  id: string,
  state: MailState,
  words: string,
) {
  const write = () => store.endMail(db, id, ['sending', ...unsent], { state, words, ended_at: timestamp(clock) });
  return recorded(log, new AbortController().signal, write);
}
