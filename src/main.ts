import http from 'node:http';
import { createApp } from './app.ts';
import { createConfiguredOwner, needsSetup, setupCode } from './accounts/setup.ts';
import { jobs, crons } from './jobs.ts';
import { reconcileUploads } from './media/completion.ts';
import { systemClock } from './platform/clock.ts';
import { ConfigError, readConfig } from './platform/config.ts';
import { openDatabase } from './platform/database.ts';
import type { Deps } from './platform/deps.ts';
import { Storage } from './platform/files.ts';
import { createLog } from './platform/log.ts';
import { migrate } from './platform/migrate.ts';
import { startWorker, type Worker } from './platform/jobs/worker.ts';
import { loadSigner } from './platform/signing.ts';
import { endSpeech } from './transcripts/speech.ts';
import { speechStatus } from './transcripts/transcript.ts';

await start().catch((error: unknown) => {
  process.stderr.write(`${error instanceof ConfigError ? error.message : String((error as Error).stack)}\n`);
  process.exitCode = 1;
});

async function start(): Promise<void> {
  const config = readConfig(process.env);
  const storage = new Storage(config.storageDir);
  const db = openDatabase(storage.database);
  const throttleDb = openDatabase(storage.throttleDatabase);
  const log = createLog(config.logLevel);
  const deps: Deps = {
    config,
    storage,
    db,
    throttleDb,
    log,
    clock: systemClock,
    signer: loadSigner(storage.secretKey),
  };
  await migrate(db);
  await createConfiguredOwner(deps);
  const app = createApp(deps);
  await reconcileUploads(deps);
  const worker = await startWorker(deps, jobs, { crons });
  const server = await listen(http.createServer(app), config.port, config.host);
  await announce(deps, server);
  drainOnSignal(deps, server, worker);
}

function listen(server: http.Server, port: number, host: string): Promise<http.Server> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => resolve(server));
  });
}

async function announce(deps: Deps, server: http.Server): Promise<void> {
  const { port } = server.address() as { port: number };
  const url = deps.config.baseUrl ?? `http://localhost:${port}`;
  deps.log.info(`Reelay is ready at ${url}`);
  const speech = speechStatus(deps.config);
  if (!speech.ready) deps.log.warn(`Transcripts are not made: ${speech.missing}`);
  if (await needsSetup(deps)) deps.log.info(`Set up: ${url}/setup?code=${setupCode(deps.signer)}`);
}

/** Takes no more requests and jobs, lets the running ones end, then closes the database. */
function drainOnSignal(deps: Deps, server: http.Server, worker: Worker): void {
  const drain = async () => {
    const closed = new Promise((resolve) => server.close(resolve));
    setTimeout(() => server.closeAllConnections(), 5000).unref();
    await Promise.all([closed, worker.stop()]);
    endSpeech();
    await Promise.all([deps.db.destroy(), deps.throttleDb.destroy()]);
  };
  for (const signal of ['SIGTERM', 'SIGINT'] as const)
    process.once(signal, () => void drain().then(() => process.exit(0)));
}
