import { timestamp } from '../clock.ts';
import { inTransaction } from '../database.ts';
import type { Deps } from '../deps.ts';
import { Conflict } from '../http/errors.ts';
import type { AnyJob } from './job.ts';
import { getJob } from './queue.ts';

/** What a cancelled job is recorded with. */
export const cancelledByHand = 'This was cancelled.';

const running = new Map<string, AbortController>();

/** Runs a job so that `cancelJob` can end it: its signal fires then as well as when the process is to end. */
export async function cancellable(
  jobId: string,
  ending: AbortSignal,
  work: (signal: AbortSignal, isCancelled: () => boolean) => Promise<void>,
): Promise<void> {
  const ours = new AbortController();
  running.set(jobId, ours);
  await work(AbortSignal.any([ending, ours.signal]), () => ours.signal.aborted).finally(() => running.delete(jobId));
}

/**
 * Takes a waiting job out of the queue, and tells a running one to stop: it is recorded as cancelled once it has.
 * @throws NotFound; Conflict for one that has ended
 */
export async function cancelJob(deps: Deps, jobs: AnyJob[], id: string): Promise<void> {
  const { state } = await getJob(deps.db, id);
  if (state === 'queued' && (await recordCancelled(deps, jobs, id, 'queued'))) return;
  const job = running.get(id);
  if (!job) throw new Conflict('This has ended already, or is about to begin. Look again in a moment.');
  job.abort();
}

/** Whoever waits for the job learns of it as of a failure. False where it was no longer in that state. */
export async function recordCancelled(
  { db, clock }: Deps,
  jobs: AnyJob[],
  id: string,
  from: 'queued' | 'running',
): Promise<boolean> {
  return inTransaction(db, async (trx) => {
    const { name, payload } = await getJob(trx, id);
    const changed = await trx('jobs')
      .where({ id, state: from })
      .update({ state: 'cancelled', error: cancelledByHand, output: null, finished_at: timestamp(clock) });
    if (changed === 0) return false;
    const job = jobs.find((each) => each.name === name);
    await job?.options.onFailed?.(trx, JSON.parse(payload), cancelledByHand);
    return true;
  });
}
