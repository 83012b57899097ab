import { readSettings, type MailSetting } from '../accounts/settings.ts';
import type { Deps } from '../platform/deps.ts';
import { parseMailbox, type Mailbox, type MailServer } from '../platform/mail-server.ts';
import { unseal } from '../platform/sealing.ts';

/** Through what mail goes, and from whom. */
export interface MailSource {
  server: MailServer;
  from: Mailbox;
  /** The environment wins over the panel. */
  isFromEnvironment: boolean;
}

export const passwordPurpose = 'mail password';

/** Undefined while mail is off. */
export async function findMailSource({ db, config, signer }: Deps): Promise<MailSource | undefined> {
  if (config.mailServer && config.mailFrom) {
    return { server: config.mailServer, from: config.mailFrom, isFromEnvironment: true };
  }
  const { mail } = await readSettings(db);
  const from = config.mailFrom ?? (mail ? parseMailbox(mail.from) : undefined);
  if (!mail || !from) return undefined;
  const password = mail.sealedPassword && unseal(signer, passwordPurpose, mail.sealedPassword);
  return { server: { ...serverOf(mail), password }, from, isFromEnvironment: false };
}

function serverOf({ host, port, security, user }: MailSetting): Omit<MailServer, 'password'> {
  return { host, port, security, user };
}

export async function isMailOn(deps: Deps): Promise<boolean> {
  return (await findMailSource(deps)) !== undefined;
}

/**
 * What links in mails begin with. `known` is where somebody signed in has reached this server: a request of a stranger
 * must not say it, for the host in it may be anything.
 */
export async function linkBase({ db, config }: Deps, known?: string | null): Promise<string> {
  return config.baseUrl ?? (await readSettings(db)).linkBase ?? known ?? `http://localhost:${config.port}`;
}
