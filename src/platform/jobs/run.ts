import { ProgramFailed, TookTooLong } from '../confined.ts';
import { inTransaction } from '../database.ts';
import type { Deps } from '../deps.ts';
import { isDiskFull, noRoom } from '../disk.ts';
import { Refusal } from '../http/errors.ts';
import { cancellable, recordCancelled } from './cancel.ts';
import { PermanentFailure, TakesLong, type AnyJob } from './job.ts';
import { failJob, finishJob, moveToLongLane, postponeJob, recordProgress, releaseJob, type JobRow } from './queue.ts';
import { recorded } from './recorded.ts';

/** Runs a claimed job and records how it ended. Throws only when the database does. */
export async function runJob(deps: Deps, jobs: AnyJob[], row: JobRow, signal: AbortSignal): Promise<void> {
  const job = jobs.find(({ name }) => name === row.name);
  if (!job) return failJob(deps.db, deps.clock, row.id, `This version has no work called “${row.name}”.`);
  const attempts = job.options.attempts ?? 3;
  // Only a try that ended the whole process leaves more tries than there are.
  if (row.attempts > attempts) return giveUp(deps, job, row, 'The server stopped each time while it was at this.');
  const progress = progressWriter(deps, row.id);
  const record = (write: () => Promise<void>) => recorded(deps.log, signal, write);
  let isCancelled = false;
  try {
    await cancellable(row.id, signal, async (stop, cancelled) => {
      const context = { ...deps, jobId: row.id, progress, signal: stop, isLong: row.long === 1 };
      await job.handler(JSON.parse(row.payload), context).finally(() => (isCancelled = cancelled()));
    });
    await record(() => finishJob(deps.db, deps.clock, row.id));
  } catch (error) {
    if (isCancelled) return record(async () => void (await recordCancelled(deps, jobs, row.id, 'running')));
    if (signal.aborted) return releaseJob(deps.db, row.id);
    if (error instanceof TakesLong) return moveToLongLane(deps.db, row.id);
    deps.log.warn({ err: error, job: row.name, jobId: row.id, attempt: row.attempts }, 'a job failed');
    const reason = inWords(error, row);
    if (isPermanent(error) || row.attempts >= attempts) return record(() => giveUp(deps, job, row, reason, error));
    await record(() => postponeJob(deps.db, deps.clock, row, reason, outputOf(error)));
  }
}

async function giveUp({ db, clock }: Deps, job: AnyJob, row: JobRow, reason: string, error?: unknown): Promise<void> {
  await inTransaction(db, async (trx) => {
    await failJob(trx, clock, row.id, reason, outputOf(error));
    await job.options.onFailed?.(trx, JSON.parse(row.payload), reason);
  });
}

/** Writes whole per cents, at most twice a second. */
function progressWriter({ db, log }: Deps, id: string): (percent: number) => Promise<void> {
  let written = 0;
  let writtenAt = 0;
  return async (percent) => {
    const whole = Math.round(percent);
    if (whole === written || Date.now() - writtenAt < 500) return;
    [written, writtenAt] = [whole, Date.now()];
    await recordProgress(db, id, whole).catch((error: unknown) =>
      log.warn({ err: error }, 'progress was not recorded'),
    );
  };
}

/** A refusal for want of room, or for anything else that is wrong here, may have gone by the next try. */
function isPermanent(error: unknown): error is Error {
  return error instanceof PermanentFailure || (error instanceof Refusal && error.status < 500);
}

/** The end of what a program printed, or what went wrong in its own words, with what was behind it. */
function outputOf(error: unknown): string | null {
  const words = [];
  for (let cause = error; cause instanceof Error; cause = cause.cause) words.push(cause.message);
  return words.length > 0 ? words.join('\n').slice(-2000) : null;
}

function inWords(error: unknown, row: JobRow): string {
  if (isPermanent(error) || error instanceof Refusal) return error.message;
  if (isDiskFull(error)) return noRoom;
  if (error instanceof TookTooLong) return 'This took far longer than it should, and was ended.';
  if (error instanceof ProgramFailed && error.wasKilled) return 'A program that this needs was ended from outside.';
  return `Something went wrong on our side. The log has the details under ${row.id}.`;
}
