import { systemClock, type Clock } from './clock.ts';
import { readConfig, type Config } from './config.ts';
import { openDatabase, type Db } from './database.ts';
import { Storage } from './files.ts';
import { createLog, type Log } from './log.ts';
import { loadSigner, type Signer } from './signing.ts';

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

/** Opens what the environment names; nothing is migrated yet. @throws ConfigError */
export function openDeps(environment: Record<string, string | undefined>): Deps {
  const config = readConfig(environment);
  const storage = new Storage(config.storageDir);
  return {
    config,
    storage,
    db: openDatabase(storage.database),
    throttleDb: openDatabase(storage.throttleDatabase),
    log: createLog(config.logLevel),
    clock: systemClock,
    signer: loadSigner(storage.secretKey),
  };
}

export async function closeDeps({ db, throttleDb }: Deps): Promise<void> {
  await Promise.all([db.destroy(), throttleDb.destroy()]);
}
