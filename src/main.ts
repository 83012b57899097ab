import http from 'node:http';
import { endEngines } from './analysis/engine-process.ts';
import { embeddingStatus } from './analysis/engines/choose.ts';
import { readAgain } from './analysis/reread.ts';
import { createApp } from './app.ts';
import { createConfiguredOwner, needsSetup, setupCode } from './accounts/setup.ts';
import { jobs, crons } from './jobs.ts';
import { reconcileUploads } from './media/completion.ts';
import { ConfigError } from './platform/config.ts';
import { missingTools } from './platform/confined.ts';
import { answered, startDraining } from './platform/draining.ts';
import { closeDeps, openDeps, type Deps } from './platform/deps.ts';
import { migrate, NewerDatabase } from './platform/migrate.ts';
import { replayMessageErasures } from './messages/erasure.ts';
import { replayErasures } from './responses/erasure.ts';
import { flushViews } from './sharing/view.ts';
import { startWorker, type Worker } from './platform/jobs/worker.ts';
import { endSpeech } from './transcripts/speech.ts';
import { speechStatus } from './transcripts/transcript.ts';

/** How long what was begun may take, before it is cut off: what arrived is kept, and jobs run again. */
const graceSeconds = 6;

await start().catch((error: unknown) => {
  const isTold = error instanceof ConfigError || error instanceof NewerDatabase;
  const words = isTold ? error.message : String((error as Error).stack);
  // The databases may be open, and would keep the process.
  process.stderr.write(`${words}\n`, () => process.exit(1));
});

async function start(): Promise<void> {
  const deps = openDeps(process.env);
  await migrate(deps.db, deps.storage.upgrades);
  await replayErasures(deps);
  await replayMessageErasures(deps);
  await createConfiguredOwner(deps);
  const app = createApp(deps);
  await reconcileUploads(deps);
  const worker = await startWorker(deps, jobs, { crons, graceSeconds });
  const server = await listen(patientServer(app), deps.config.port, deps.config.host);
  await readAgain(deps);
  await announce(deps, server);
  drainOnSignal(deps, server, worker);
}

/** A film that drips in from a phone may take as long as it likes; who sends nothing at all is not waited for. */
function patientServer(app: http.RequestListener): http.Server {
  return http.createServer({ requestTimeout: 0, headersTimeout: 60_000 }, app).setTimeout(300_000);
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
  const embedding = embeddingStatus(deps.config);
  if (!embedding.ready) deps.log.warn(`Themes are not found: ${embedding.missing}`);
  const missing = missingTools();
  if (missing.length > 0)
    deps.log.warn(`ffmpeg runs less confined without ${missing.join(', ')} (util-linux, coreutils).`);
  if (await needsSetup(deps)) deps.log.info(`Set up: ${url}/setup?code=${setupCode(deps.signer)}`);
}

/** Turns away who comes, lets what was begun end, puts jobs back that do not end in time, and closes the database. */
function drainOnSignal(deps: Deps, server: http.Server, worker: Worker): void {
  const drain = async () => {
    startDraining();
    // Whatever hangs: whoever stopped us waits ten seconds and kills then.
    setTimeout(() => process.exit(1), 9500).unref();
    await Promise.all([answered(graceSeconds), worker.stop()]);
    server.close();
    server.closeAllConnections();
    endSpeech();
    endEngines();
    await flushViews(deps);
    await closeDeps(deps);
  };
  for (const signal of ['SIGTERM', 'SIGINT'] as const)
    process.once(signal, () => void drain().then(() => process.exit(0)));
}
