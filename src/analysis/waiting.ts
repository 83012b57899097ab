import { timestampIn } from '../platform/clock.ts';
import type { Deps } from '../platform/deps.ts';
import { findJob, isQueueBusy } from '../platform/jobs/queue.ts';
import { embeddingStatus } from './engines/choose.ts';
import { isUnderWay, runAnalysis, startAnalysis } from './run.ts';
import { listWaiting, type Waiting } from './waiting.store.ts';

/** Who answers one question has often just begun: no run before it has been quiet for so long. */
const quietSeconds = 120;
/** Where it is never quiet, a run comes after so long all the same. */
const patienceSeconds = 900;
/** What people wait for goes first: transcripts, films, mails; but not for longer than this. */
const courtesySeconds = 3600;

/**
 * For the calendar: what has been analysed once goes on to read what arrives, without a button. One analysis at a time, in
 * the lane for long work, so that recordings become playable beside it.
 */
export async function readWaiting({ db, clock, config }: Deps): Promise<void> {
  const due = await listWaiting(db);
  if (due.length === 0 || !embeddingStatus(config).ready || (await isUnderWay(db))) return;
  const isBusy = await isQueueBusy(db, clock);
  for (const waiting of due) {
    const isOld = (seconds: number, at: string) => at <= timestampIn(clock, -seconds);
    if (!isOld(quietSeconds, waiting.newest) && !isOld(patienceSeconds, waiting.oldest)) continue;
    if (isBusy && !isOld(courtesySeconds, waiting.oldest)) continue;
    const last = await findJob(db, runAnalysis.name, waiting.analysisId);
    if (hasFailedWith(waiting, last)) continue;
    await startAnalysis(db, { analysisId: waiting.analysisId, anew: false }, { long: true });
    return;
  }
}

/** What failed is tried again by a person, or once there is something new. */
function hasFailedWith({ newest }: Waiting, last: Awaited<ReturnType<typeof findJob>>): boolean {
  return last?.state === 'failed' && newest <= (last.finished_at ?? '');
}
