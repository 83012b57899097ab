import fs from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Knex } from 'knex';
import { packageRoot } from './config.ts';

const fromSource = import.meta.url.endsWith('.ts');
const folder = path.join(packageRoot, fromSource ? 'migrations' : 'dist/migrations');

/** Names carry no extension, so that `.ts` in development and `.js` in production are the same migration. */
class MigrationFolder implements Knex.MigrationSource<string> {
  async getMigrations(): Promise<string[]> {
    const names = fs.readdirSync(folder).filter((name) => /^\d{8}_\d{4}_\w+\.(ts|js)$/.test(name));
    return names.map((name) => path.parse(name).name).toSorted();
  }

  getMigrationName(name: string): string {
    return name;
  }

  async getMigration(name: string): Promise<Knex.Migration> {
    const file = path.join(folder, `${name}.${fromSource ? 'ts' : 'js'}`);
    return (await import(pathToFileURL(file).href)) as Knex.Migration;
  }
}

/** Brings the database up to date. Foreign keys are off meanwhile: `.alter()` of a parent would delete its children. */
export async function migrate(db: Knex): Promise<void> {
  await db.raw('PRAGMA foreign_keys=OFF');
  try {
    await db.migrate.latest({ migrationSource: new MigrationFolder() });
    const broken: unknown[] = await db.raw('PRAGMA foreign_key_check');
    if (broken.length > 0) throw new Error(`Migrations left ${broken.length} rows without their parent`);
  } finally {
    await db.raw('PRAGMA foreign_keys=ON');
  }
}
