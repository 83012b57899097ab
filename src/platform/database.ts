import fs from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import knex, { type Knex } from 'knex';

/** The database, or a transaction on it: the first parameter of every store function. */
export type Db = Knex;

const patience = 'busy_timeout=10000';

const pragmas = [
  'journal_mode=WAL',
  'synchronous=FULL',
  'foreign_keys=ON',
  'secure_delete=ON',
  patience,
  'cache_size=-16000',
];

/** Opens the one write connection. Inside a transaction only the transaction may be queried: the pool holds one. */
export function openDatabase(file: string): Knex {
  fs.mkdirSync(path.dirname(file), { recursive: true });
  return knex({
    client: 'sqlite3',
    connection: { filename: file },
    useNullAsDefault: true,
    // An error would otherwise carry the values into the log: answers, names, addresses.
    compileSqlOnError: false,
    pool: {
      min: 1,
      max: 1,
      afterCreate(connection: { exec(sql: string, done: (error: Error | null) => void): void }, done: DoneCreating) {
        connection.exec(pragmas.map((pragma) => `PRAGMA ${pragma};`).join(''), (error) => done(error, connection));
      },
    },
  });
}

/** A connection that changes nothing, not even the way its file is kept. */
export function openForReading(file: string): Knex {
  // knex adds flags to those for writing, so that the address has to say it (https://sqlite.org/uri.html).
  const connection = { filename: `${pathToFileURL(file).href}?mode=ro`, flags: ['OPEN_URI'] };
  return knex({ client: 'sqlite3', connection, useNullAsDefault: true, pool: { min: 1, max: 1 } });
}

/** Whether another process has a database open: only who is alone with one may change the way that it is kept. */
export async function isOpenElsewhere(file: string): Promise<boolean> {
  const db = knex({ client: 'sqlite3', connection: { filename: file }, useNullAsDefault: true });
  try {
    await db.raw('PRAGMA journal_mode=DELETE');
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'SQLITE_BUSY';
  } finally {
    await db.destroy();
  }
}

type DoneCreating = (error: Error | null, connection: unknown) => void;

/**
 * Empties the write-ahead log, in which what was deleted would stand on. False while another program, such as one that
 * takes a backup, reads the database; it is not waited for, since every page would wait with us.
 */
export async function emptyLog(db: Db): Promise<boolean> {
  const client = db.client as Knex.Client;
  const connection: unknown = await client.acquireConnection();
  const run = (sql: string): Promise<{ busy: number }[]> => db.raw(sql).connection(connection).then();
  try {
    await run('PRAGMA busy_timeout=100');
    const [checkpoint] = await run('PRAGMA wal_checkpoint(TRUNCATE)');
    return checkpoint?.busy === 0;
  } finally {
    await run(`PRAGMA ${patience}`);
    await client.releaseConnection(connection);
  }
}

/**
 * Runs `work` in a transaction; joins the one that `db` already is. Fails with what `work` failed with: on a full disk
 * SQLite rolls back by itself, and then complains that there is nothing left to roll back.
 */
export async function inTransaction<T>(db: Db, work: (trx: Db) => Promise<T>): Promise<T> {
  if (db.isTransaction) return work(db);
  const failed: unknown[] = [];
  const noted = (error: unknown): never => {
    failed.push(error);
    throw error;
  };
  return db
    .transaction((trx) =>
      takeWriteLock(trx)
        .then(() => work(trx))
        .catch(noted),
    )
    .catch((error: unknown) => {
      throw failed[0] ?? error;
    });
}

/**
 * knex begins with BEGIN, which takes the lock with the first write: a transaction that has read by then is refused at
 * once, without waiting, when another process writes meanwhile (https://sqlite.org/isolation.html, SQLITE_BUSY_SNAPSHOT).
 */
async function takeWriteLock(trx: Db): Promise<void> {
  await trx.raw('ROLLBACK');
  await trx.raw('BEGIN IMMEDIATE');
}
