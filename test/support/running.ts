import { execFileSync } from 'node:child_process';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { createApp } from '../../src/app.ts';
import { jobs } from '../../src/jobs.ts';
import { packageRoot } from '../../src/platform/config.ts';
import { startWorker } from '../../src/platform/jobs/worker.ts';
import { endEngines } from '../../src/analysis/engine-process.ts';
import { endSpeech } from '../../src/transcripts/speech.ts';
import { atEnd } from './ending.ts';
import type { World } from './world.ts';

/** The whole product on a free port, with its worker and fresh bundles; ends with the suite. Gives its origin. */
export async function running(world: World): Promise<string> {
  execFileSync(process.execPath, [path.join(packageRoot, 'src/build-browser.mjs')]);
  const server = http.createServer(createApp(world)).listen(0);
  const worker = await startWorker(world, jobs);
  atEnd(async () => {
    server.closeAllConnections();
    server.close();
    await worker.stop();
    endSpeech();
    endEngines();
  });
  return `http://localhost:${(server.address() as AddressInfo).port}`;
}
