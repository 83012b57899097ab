import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { systemClock, type Clock } from '../../src/platform/clock.ts';
import { packageRoot, readConfig } from '../../src/platform/config.ts';
import { openDatabase } from '../../src/platform/database.ts';
import type { Deps } from '../../src/platform/deps.ts';
import { Storage } from '../../src/platform/files.ts';
import { createLog } from '../../src/platform/log.ts';
import { migrate } from '../../src/platform/migrate.ts';
import { loadSigner } from '../../src/platform/signing.ts';
import { atEnd } from './ending.ts';

/** A clock that a test sets forward. */
export class TestClock implements Clock {
  #aheadMs = 0;

  now(): Date {
    return new Date(systemClock.now().getTime() + this.#aheadMs);
  }

  forward(seconds: number): void {
    this.#aheadMs += seconds * 1000;
  }
}

/** Where `npm test` keeps the speech model: outside the throw-away storage folders. */
export const speechModels = process.env.SPEECH_MODEL_DIR ?? path.join(packageRoot, 'storage/models');

/** Where nobody reads a transcript: making one takes the processor from the browser that records beside it. */
export const withoutSpeech = { SPEECH_MODEL_DIR: path.join(packageRoot, 'test/fixtures/no-model') };

export type World = Deps & { clock: TestClock; end(): Promise<void> };

/** A storage folder, a migrated database and what a process is started with; gone when the suite ends. */
export async function makeWorld(environment: Record<string, string> = {}): Promise<World> {
  const root = environment.STORAGE_DIR ?? fs.mkdtempSync(path.join(os.tmpdir(), 'reelay-'));
  const config = readConfig({
    LOG_LEVEL: process.env.LOG_LEVEL ?? 'silent',
    SPEECH_MODEL_DIR: speechModels,
    ...environment,
    STORAGE_DIR: root,
  });
  const storage = new Storage(root);
  const db = openDatabase(storage.database);
  const throttleDb = openDatabase(storage.throttleDatabase);
  await migrate(db);
  const end = async () => {
    await db.destroy();
    await throttleDb.destroy();
    fs.rmSync(root, { recursive: true, force: true });
  };
  atEnd(end);
  return {
    config,
    storage,
    db,
    throttleDb,
    log: createLog(config.logLevel),
    clock: new TestClock(),
    signer: loadSigner(storage.secretKey),
    end,
  };
}
