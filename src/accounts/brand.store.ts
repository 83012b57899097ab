import type { Db } from '../platform/database.ts';

export interface LogoRow {
  version: number;
  png: Buffer;
  width: number;
  height: number;
}

export type LogoSize = Omit<LogoRow, 'png'>;

export async function findLogo(db: Db): Promise<LogoSize | undefined> {
  return db<LogoRow>('logos').first('version', 'width', 'height');
}

export async function findLogoImage(db: Db, version: number): Promise<LogoRow | undefined> {
  return db<LogoRow>('logos').where({ version }).first('version', 'png', 'width', 'height');
}

/** In place of the one before. */
export async function replaceLogo(db: Db, logo: Omit<LogoRow, 'version'>): Promise<void> {
  await db('logos').delete();
  await db('logos').insert(logo);
}

/** @returns how many there were: one or none */
export async function deleteLogo(db: Db): Promise<number> {
  return db('logos').delete();
}

export async function updateCompany(db: Db, company: string): Promise<void> {
  await db('workspaces').update({ company });
}
