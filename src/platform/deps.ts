import type { Clock } from './clock.ts';
import type { Config } from './config.ts';
import type { Db } from './database.ts';
import type { Storage } from './files.ts';
import type { Log } from './log.ts';
import type { Signer } from './signing.ts';

/** What the process was started with: handed to every router and every job handler. */
export interface Deps {
  config: Config;
  db: Db;
  /** Counts of tries, in a file of their own (see http/rate-limit.ts). */
  throttleDb: Db;
  storage: Storage;
  log: Log;
  clock: Clock;
  signer: Signer;
}
