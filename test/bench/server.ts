import { monitorEventLoopDelay } from 'node:perf_hooks';
import { createApp } from '../../src/app.ts';
import { crons, jobs } from '../../src/jobs.ts';
import { startWorker } from '../../src/platform/jobs/worker.ts';
import { openDeps } from './deps.ts';
import type { Figures } from './forked.ts';
import { listen } from './listening.ts';

/** The whole product over the storage folder STORAGE_DIR, which tells how it fares when it is asked. */
const deps = await openDeps(process.env);
const worker = await startWorker(deps, jobs, { crons, graceSeconds: 1 });
const server = await listen(createApp(deps));

const delay = monitorEventLoopDelay({ resolution: 1 });
delay.enable();

process.on('message', () => {
  const figures: Figures = {
    loopDelayP99: delay.percentile(99) / 1e6,
    peakMemory: process.resourceUsage().maxRSS * 1024,
  };
  process.send?.(figures);
  delay.reset();
});

process.once('disconnect', () => {
  server.closeAllConnections();
  server.close();
  void worker.stop().finally(() => process.exit());
});
