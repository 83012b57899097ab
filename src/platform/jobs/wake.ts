import type { Knex } from 'knex';
import type { Db } from '../database.ts';

const sleepers = new Set<() => void>();

/** Calls `awake` whenever a job has been queued; returns what ends this. */
export function onWake(awake: () => void): () => void {
  sleepers.add(awake);
  return () => sleepers.delete(awake);
}

/** Wakes the workers of this process, after the commit where `db` is a transaction. */
export function wakeWorkers(db: Db): void {
  if (isTransaction(db)) db.executionPromise.then(awakeAll, () => undefined);
  else awakeAll();
}

function isTransaction(db: Db): db is Knex.Transaction {
  return db.isTransaction === true;
}

function awakeAll(): void {
  for (const awake of sleepers) awake();
}
