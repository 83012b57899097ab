import type { Db } from '../platform/database.ts';

interface SettingRow {
  name: string;
  /** JSON. */
  value: string;
}

export async function listSettings(db: Db): Promise<SettingRow[]> {
  return db<SettingRow>('settings').select('name', 'value');
}

export async function putSetting(db: Db, name: string, value: string): Promise<void> {
  await db<SettingRow>('settings').insert({ name, value }).onConflict('name').merge();
}
