import { audit } from '../accounts/audit.ts';
import type { Member } from '../accounts/member.ts';
import { decide, readSettings, type MailSetting } from '../accounts/settings.ts';
import { companyName } from '../accounts/workspace.ts';
import { inTransaction } from '../platform/database.ts';
import type { Deps } from '../platform/deps.ts';
import { Conflict, Invalid } from '../platform/http/errors.ts';
import { newId } from '../platform/ids.ts';
import { deliver } from '../platform/mailer.ts';
import { seal } from '../platform/sealing.ts';
import { Undelivered } from '../platform/undelivered.ts';
import { renderLetter } from './letter.ts';
import { findMailSource, linkBase, passwordPurpose } from './mail-server.ts';

export interface MailSetup extends Omit<MailSetting, 'sealedPassword'> {
  /** Undefined: the one that is kept already. */
  password: string | undefined;
  linkBase: string | undefined;
}

/**
 * Sets up mail in the panel. A password that is kept goes only to the server and for the user that it was given for.
 * @throws Invalid where a password is missing; Conflict where the environment decides
 */
export async function setUpMail(deps: Deps, actor: Member, setup: MailSetup): Promise<void> {
  if (deps.config.mailServer) throw new Conflict('SMTP_URL decides where mail goes through. Change it there.');
  const { password, linkBase, ...server } = setup;
  await inTransaction(deps.db, async (trx) => {
    const { mail: before } = await readSettings(trx);
    const isSame = before !== null && before.host === server.host && before.user === server.user;
    const kept = isSame ? before.sealedPassword : undefined;
    const sealedPassword = password ? seal(deps.signer, passwordPurpose, password) : kept;
    if (server.user && !sealedPassword) throw new Invalid({ password: 'Write the password of this user.' });
    await decide(trx, 'mail', { ...server, sealedPassword: server.user ? sealedPassword : undefined });
    if (linkBase) await decide(trx, 'linkBase', linkBase);
    await audit({ ...deps, db: trx }, actor.id, 'mail.configured', null, { isOn: true });
  });
}

/** What waits goes on waiting; everything works by links again. */
export async function turnMailOff(deps: Deps, actor: Member): Promise<void> {
  await inTransaction(deps.db, async (trx) => {
    await decide(trx, 'mail', null);
    await audit({ ...deps, db: trx }, actor.id, 'mail.configured', null, { isOn: false });
  });
}

export interface TestResult {
  isSent: boolean;
  to: string;
  /** The server's own. */
  words: string;
}

/** Sends a mail to oneself at once, outside the queue. @throws Conflict while mail is off */
export async function sendTest(deps: Deps, member: Member, base: string): Promise<TestResult> {
  const source = await findMailSource(deps);
  if (!source) throw new Conflict('Mail is off. Set it up first.');
  const { server, from } = source;
  const company = await companyName(deps.db);
  const subject = `A test from ${company}`;
  const paragraphs = [`This is what mail from ${company} looks like. If you can read it, mail works.`];
  const why = `${member.name} asked for this test in the panel.`;
  const letter = { heading: 'Mail works', paragraphs, action: { label: 'Go to the panel', path: '/admin/mail' }, why };
  const to = { name: member.name, address: member.email };
  const messageId = `<${newId()}@${from.address.split('@')[1]}>`;
  const message = await renderLetter(deps.db, letter, await linkBase(deps, base));
  try {
    const words = await deliver(server, { from, to, subject, messageId, ...message }, AbortSignal.timeout(45_000));
    return { isSent: true, to: to.address, words };
  } catch (error) {
    if (!(error instanceof Undelivered)) throw error;
    return { isSent: false, to: to.address, words: error.message };
  }
}
