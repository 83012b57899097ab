/** A server for uploads alone, for tests that kill it: takes the storage folder, prints its port. */
import type { AddressInfo } from 'node:net';
import express from 'express';
import { reconcileUploads } from '../../src/media/completion.ts';
import { uploadRoutes } from '../../src/media/upload.ts';
import { systemClock } from '../../src/platform/clock.ts';
import { readConfig } from '../../src/platform/config.ts';
import { openDatabase } from '../../src/platform/database.ts';
import { Storage } from '../../src/platform/files.ts';
import { createLog } from '../../src/platform/log.ts';
import { loadSigner } from '../../src/platform/signing.ts';

const config = readConfig({ LOG_LEVEL: 'silent', STORAGE_DIR: process.argv[2] });
const storage = new Storage(config.storageDir);
const db = openDatabase(storage.database);
const throttleDb = openDatabase(storage.throttleDatabase);
const log = createLog(config.logLevel);
const deps = { config, storage, db, throttleDb, log, clock: systemClock, signer: loadSigner(storage.secretKey) };

await reconcileUploads(deps);
const server = express()
  .use(uploadRoutes(deps))
  .listen(0, () => process.stdout.write(`${(server.address() as AddressInfo).port}\n`));
