import fs from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Knex } from 'knex';
import { packageRoot } from './config.ts';
import { flush } from './snapshot.ts';

const fromSource = import.meta.url.endsWith('.ts');
const folder = path.join(packageRoot, fromSource ? 'migrations' : 'dist/migrations');

/** Names carry no extension, so that `.ts` in development and `.js` in production are the same migration. */
class MigrationFolder implements Knex.MigrationSource<string> {
  async getMigrations(): Promise<string[]> {
    return known();
  }

  getMigrationName(name: string): string {
    return name;
  }

  async getMigration(name: string): Promise<Knex.Migration> {
    const file = path.join(folder, `${name}.${fromSource ? 'ts' : 'js'}`);
    return (await import(pathToFileURL(file).href)) as Knex.Migration;
  }
}

/** The database has been used with a program that knows more than this one. */
export class NewerDatabase extends Error {
  constructor(unknown: string[]) {
    super(
      `This database was made by a newer version of Reelay (${unknown.at(-1)}). ` +
        'Start that version again, or restore a backup from before: the copy that was made before the upgrade is in upgrades/ in the storage folder.',
    );
  }
}

/**
 * Brings the database up to date, and before that copies one that has been in use into the folder `copies`. Foreign keys
 * are off meanwhile: `.alter()` of a parent would delete its children.
 * @throws NewerDatabase
 */
export async function migrate(db: Knex, copies?: string): Promise<void> {
  const pending = await pendingMigrations(db);
  const isUsed = pending.length < known().length;
  if (copies && isUsed && pending.length > 0) await keepCopy(db, copies, pending[0]!);
  await db.raw('PRAGMA foreign_keys=OFF');
  try {
    await db.migrate.latest({ migrationSource: new MigrationFolder() });
    const broken: unknown[] = await db.raw('PRAGMA foreign_key_check');
    if (broken.length > 0) throw new Error(`Migrations left ${broken.length} rows without their parent`);
  } finally {
    await db.raw('PRAGMA foreign_keys=ON');
  }
}

/** Which this program would apply. @throws NewerDatabase where some were applied that it does not know */
export async function pendingMigrations(db: Knex): Promise<string[]> {
  const applied = await appliedMigrations(db);
  const unknown = applied.filter((name) => !known().includes(name));
  if (unknown.length > 0) throw new NewerDatabase(unknown);
  return known().filter((name) => !applied.includes(name));
}

async function appliedMigrations(db: Knex): Promise<string[]> {
  if (!(await db.schema.hasTable('knex_migrations'))) return [];
  const rows: { name: string }[] = await db('knex_migrations').orderBy('name').select('name');
  return rows.map(({ name }) => name);
}

function known(): string[] {
  const names = fs.readdirSync(folder).filter((name) => /^\d{8}_\d{4}_\w+\.(ts|js)$/.test(name));
  return names.map((name) => path.parse(name).name).toSorted();
}

const copiesKept = 3;

/** Nothing else uses the connection yet, so that this needs no process of its own. The name says what was to come. */
async function keepCopy(db: Knex, copies: string, first: string): Promise<void> {
  fs.mkdirSync(copies, { recursive: true, mode: 0o700 });
  const at = new Date().toISOString().replaceAll(/[:.]/g, '-');
  const making = path.join(copies, '.making');
  fs.rmSync(making, { force: true });
  await db.raw('VACUUM INTO ?', [making]);
  await flush(making);
  fs.renameSync(making, path.join(copies, `${at}-before-${first}.sqlite`));
  const names = fs.readdirSync(copies).filter((name) => /^\d{4}-.*\.sqlite$/.test(name));
  for (const old of names.toSorted().slice(0, -copiesKept)) fs.rmSync(path.join(copies, old));
}
