import { inTransaction, type Db } from '../platform/database.ts';
import type { Deps } from '../platform/deps.ts';
import type { securities } from '../platform/mail-server.ts';
import { audit } from './audit.ts';
import type { Role } from './member.ts';
import { listSettings, putSetting } from './settings.store.ts';

/** As it was set up in the panel. */
export interface MailSetting {
  host: string;
  port: number;
  security: (typeof securities)[number];
  user: string | undefined;
  /** See platform/sealing.ts. */
  sealedPassword: string | undefined;
  from: string;
}

/** What the owner has decided for the whole workspace. */
export interface Settings {
  /** Days after which an original goes, where its rendition is whole; null: never. */
  deleteOriginalsAfterDays: number | null;
  /** Who must sign in with a second factor. */
  twoFactorRoles: Role[];
  /** Where mail is sent through; null: it is off, unless the environment says otherwise. */
  mail: MailSetting | null;
  /** What links in mails begin with, where BASE_URL does not say so. */
  linkBase: string | null;
  /** How many backups stay: with a new one the oldest goes. */
  keepBackups: number;
  /** As `#015c68`; null: the product's own. */
  accentColour: string | null;
  /** Domains, in lower case, whose people become members when they first sign in with the provider. */
  providerDomains: string[];
  providerCreatesMembers: boolean;
  /** Days after which the answers to forms made from now on go, see responses/retention.ts; null: never. */
  newForms: { mediaDays: number | null; responseDays: number | null };
  /** Who may make links that people outside the workspace can open. */
  sharedBy: 'members' | 'admins';
}

const untilDecided: Settings = {
  deleteOriginalsAfterDays: null,
  twoFactorRoles: [],
  mail: null,
  linkBase: null,
  keepBackups: 7,
  accentColour: null,
  providerDomains: [],
  providerCreatesMembers: false,
  newForms: { mediaDays: null, responseDays: null },
  sharedBy: 'members',
};

export async function readSettings(db: Db): Promise<Settings> {
  const decided = (await listSettings(db)).map(({ name, value }) => [name, JSON.parse(value) as unknown]);
  return { ...untilDecided, ...(Object.fromEntries(decided) as Partial<Settings>) };
}

export async function decide<Name extends keyof Settings>(db: Db, name: Name, value: Settings[Name]): Promise<void> {
  await putSetting(db, name, JSON.stringify(value));
}

/** Decides, and adds to the audit trail that it was changed; what it is already is left alone. */
export async function changeSetting<Name extends keyof Settings>(
  deps: Pick<Deps, 'db' | 'clock'>,
  actorId: string,
  name: Name,
  value: Settings[Name],
): Promise<void> {
  await inTransaction(deps.db, async (trx) => {
    const before = (await readSettings(trx))[name];
    if (JSON.stringify(before) === JSON.stringify(value)) return;
    await decide(trx, name, value);
    await audit({ ...deps, db: trx }, actorId, 'settings.changed', null, { name });
  });
}
