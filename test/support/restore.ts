import fs from 'node:fs';
import path from 'node:path';
import type { World } from './world.ts';

/**
 * Copies the database and the clips; what it returns puts them back, which takes milliseconds. The trail of audit events
 * stays, for nothing is ever taken from it.
 */
export async function rememberWorld({ db, storage }: World): Promise<() => Promise<void>> {
  const [copy, clips] = [storage.temporary('.sqlite'), storage.temporary()];
  await db.raw('VACUUM INTO ?', [copy]);
  fs.cpSync(path.join(storage.root, 'clips'), clips, { recursive: true });
  await db.raw('ATTACH ? AS before', [copy]);
  const listed: { name: string; type: string }[] = await db.raw('PRAGMA main.table_list');
  const tables = listed
    .filter(({ name, type }) => type === 'table' && !/^(sqlite_|knex_|audit_events)/.test(name))
    .map(({ name }) => name);
  return async () => {
    await db.raw('PRAGMA foreign_keys=OFF');
    await db.transaction(async (trx) => {
      // What goes with a clip would go after it was put back.
      await trx('clips').delete();
      for (const table of tables) {
        await trx(table).delete();
        await trx.raw('INSERT INTO main.?? SELECT * FROM before.??', [table, table]);
      }
    });
    await db.raw('PRAGMA foreign_keys=ON');
    fs.cpSync(clips, path.join(storage.root, 'clips'), { recursive: true });
  };
}
