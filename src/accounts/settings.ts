import type { Db } from '../platform/database.ts';
import { listSettings, putSetting } from './settings.store.ts';

/** What the owner has decided for the whole workspace. */
export interface Settings {
  /** Days after which an original goes, where its rendition is whole; null: never. */
  deleteOriginalsAfterDays: number | null;
  /** How many backups stay: with a new one the oldest goes. */
  keepBackups: number;
}

const untilDecided: Settings = { deleteOriginalsAfterDays: null, keepBackups: 7 };

export async function readSettings(db: Db): Promise<Settings> {
  const decided = (await listSettings(db)).map(({ name, value }) => [name, JSON.parse(value) as unknown]);
  return { ...untilDecided, ...(Object.fromEntries(decided) as Partial<Settings>) };
}

export async function decide<Name extends keyof Settings>(db: Db, name: Name, value: Settings[Name]): Promise<void> {
  await putSetting(db, name, JSON.stringify(value));
}
