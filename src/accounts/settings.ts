import type { Db } from '../platform/database.ts';
import type { Role } from './member.ts';
import type { securities } from '../platform/mail-server.ts';
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
}

const untilDecided: Settings = { deleteOriginalsAfterDays: null, twoFactorRoles: [], mail: null, linkBase: null };

export async function readSettings(db: Db): Promise<Settings> {
  const decided = (await listSettings(db)).map(({ name, value }) => [name, JSON.parse(value) as unknown]);
  return { ...untilDecided, ...(Object.fromEntries(decided) as Partial<Settings>) };
}

export async function decide<Name extends keyof Settings>(db: Db, name: Name, value: Settings[Name]): Promise<void> {
  await putSetting(db, name, JSON.stringify(value));
}
