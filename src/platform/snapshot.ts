import fs from 'node:fs/promises';
import { openForReading } from './database.ts';

/**
 * Writes a whole and compact copy of a database, which may be written to meanwhile, and waits until it is on the disk.
 * On the connection that the server uses it would hold every page for as long as it takes: do this in another process.
 */
export async function snapshot(database: string, target: string): Promise<void> {
  const db = openForReading(database);
  await db.raw('VACUUM INTO ?', [target]).finally(() => db.destroy());
  await flush(target);
}

/** "ok", or what is wrong with it (https://sqlite.org/pragma.html#pragma_integrity_check). */
export async function integrityOf(database: string): Promise<string> {
  const db = openForReading(database);
  try {
    const rows: { integrity_check: string }[] = await db.raw('PRAGMA integrity_check');
    return rows.map((row) => row.integrity_check).join('; ');
  } finally {
    await db.destroy();
  }
}

/** Until then a power cut may take what was written. */
export async function flush(file: string): Promise<void> {
  const handle = await fs.open(file, 'r');
  await handle.sync().finally(() => handle.close());
}
