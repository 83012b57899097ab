import { systemClock, timestamp, timestampIn } from '../clock.ts';
import type { Db } from '../database.ts';
import type { Deps } from '../deps.ts';
import { newId } from '../ids.ts';
import { insertJob } from './queue.ts';
import { wakeWorkers } from './wake.ts';

export type JobContext = Deps & {
  jobId: string;
  /** Shown to whoever waits for this; from 0 to 100. */
  progress: (percent: number) => Promise<void>;
  /** Fires when the process is to end: stop, clean up and throw. The job runs again at the next start. */
  signal: AbortSignal;
  /** It runs in the lane for long work. */
  isLong: boolean;
};

export interface JobOptions<Payload> {
  /** What it does, in words for people: "Making a recording playable". */
  title?: string;
  /** Begins in the lane for long work. */
  long?: boolean;
  /** Tries before the job has failed for good; 3 by default. */
  attempts?: number;
  /** Runs in the transaction that records the final failure. */
  onFailed?: (db: Db, payload: Payload, reason: string) => Promise<void>;
}

export interface Later {
  afterSeconds?: number;
  /** What this is about, such as a clip's id; `findJob` finds the newest job by it. */
  subject?: string;
  /** Begins in the lane for long work, though others of its kind do not. */
  long?: boolean;
}

export interface Job<Payload> {
  name: string;
  handler: (payload: Payload, context: JobContext) => Promise<void>;
  options: JobOptions<Payload>;
  /** Puts the job into the queue, within the caller's transaction if `db` is one. Returns its id. */
  later(db: Db, payload: Payload, options?: Later): Promise<string>;
  /** Runs it at once, without the queue. */
  now(deps: Deps, payload: Payload): Promise<void>;
}

/** A job of any payload, as the worker sees it: what it hands over is what `later` was given. */
// oxlint-disable-next-line typescript/no-explicit-any -- a list holds jobs of different payloads
export type AnyJob = Job<any>;

/** A failure that another try would not mend; its message is shown to people. */
export class PermanentFailure extends Error {}

/**
 * Thrown by a handler that finds its work to be long, before it begins: the job runs again in the lane for that, one at
 * a time, and the rest of the queue goes on beside it.
 */
export class TakesLong extends Error {}

/**
 * Defines slow work. A handler may run twice, after a crash or a failure, and must do no harm then. Payloads are kept
 * as JSON: they hold ids, never secrets.
 */
export function defineJob<Payload>(
  name: string,
  handler: Job<Payload>['handler'],
  options: JobOptions<Payload> = {},
): Job<Payload> {
  return {
    name,
    handler,
    options,
    async later(db, payload, { afterSeconds = 0, subject, long = options.long } = {}) {
      const id = newId();
      const created_at = timestamp(systemClock);
      const due_at = timestampIn(systemClock, afterSeconds);
      const about = { subject: subject ?? null, payload: JSON.stringify(payload) };
      await insertJob(db, { id, name, ...about, created_at, due_at, long: long ? 1 : 0 });
      wakeWorkers(db);
      return id;
    },
    async now(deps, payload) {
      const { signal } = new AbortController();
      await handler(payload, { ...deps, jobId: newId(), progress: async () => undefined, signal, isLong: true });
    },
  };
}
