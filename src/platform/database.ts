import fs from 'node:fs';
import path from 'node:path';
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
    .transaction((trx) => work(trx).catch(noted))
    .catch((error: unknown) => {
      throw failed[0] ?? error;
    });
}
