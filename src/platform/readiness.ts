import { setTimeout } from 'node:timers/promises';
import type { RequestHandler } from 'express';
import type { Deps } from './deps.ts';
import { isEnding } from './draining.ts';
import { lastBeatAt } from './jobs/worker.ts';
import { pendingMigrations } from './migrate.ts';

/** Whether work can be sent here: for whoever stands in front or watches. */
export function readiness(deps: Deps): RequestHandler {
  return async (_req, res) => {
    const missing = await whyNot(deps);
    res.set('Cache-Control', 'no-store').status(missing ? 503 : 200);
    res.json(missing ? { status: 'not ready', missing } : { status: 'ready' });
  };
}

async function whyNot({ db }: Deps): Promise<string | undefined> {
  if (isEnding()) return 'The server is being stopped.';
  if (Date.now() - lastBeatAt(db) > 15_000) return 'The worker is not running.';
  const answer = pendingMigrations(db).then(
    (pending) => (pending.length > 0 ? 'The database has not been brought up to date.' : undefined),
    () => 'The database does not answer.',
  );
  return Promise.race([answer, setTimeout(3000, 'The database does not answer.', { ref: false })]);
}
