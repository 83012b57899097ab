import { systemClock } from '../../src/platform/clock.ts';
import { readConfig } from '../../src/platform/config.ts';
import { openDatabase } from '../../src/platform/database.ts';
import type { Deps } from '../../src/platform/deps.ts';
import { Storage } from '../../src/platform/files.ts';
import { createLog } from '../../src/platform/log.ts';
import { migrate } from '../../src/platform/migrate.ts';
import { loadSigner } from '../../src/platform/signing.ts';

/** What the product is started with. Two processes may open the same storage folder. */
export async function openDeps(environment: Record<string, string | undefined>): Promise<Deps> {
  const config = readConfig({ ...environment, LOG_LEVEL: 'error' });
  const storage = new Storage(config.storageDir);
  const db = openDatabase(storage.database);
  await migrate(db);
  return {
    config,
    storage,
    db,
    throttleDb: openDatabase(storage.throttleDatabase),
    log: createLog(config.logLevel),
    clock: systemClock,
    signer: loadSigner(storage.secretKey),
  };
}
