import { schedule } from 'node-cron';
import type { Db } from '../database.ts';
import type { Deps } from '../deps.ts';
import type { AnyJob } from './job.ts';
import { claimJob, requeueInterrupted, type JobRow, type Lane } from './queue.ts';
import { runJob } from './run.ts';
import { onWake } from './wake.ts';

/** Work that the calendar asks for. */
export interface CronLine {
  /** As in crontab, with optional seconds in front; UTC. */
  at: string;
  name: string;
  run: (deps: Deps) => Promise<unknown>;
}

export interface Worker {
  /** Takes no new job, waits for those that run, and puts back those that do not end within the grace time. */
  stop(): Promise<void>;
}

/**
 * Starts the process's one worker, which runs up to `config.jobConcurrency` jobs side by side, and beside them one of
 * those that take long.
 */
export async function startWorker(
  deps: Deps,
  jobs: AnyJob[],
  { crons = [], graceSeconds = 10 }: { crons?: CronLine[]; graceSeconds?: number } = {},
): Promise<Worker> {
  await requeueInterrupted(deps.db);
  const loops = [new Loop(deps, jobs, 'short', deps.config.jobConcurrency), new Loop(deps, jobs, 'long', 1)];
  const fill = () => Promise.all(loops.map((loop) => loop.fill()));
  const forget = onWake(() => void fill());
  const look = () => {
    beats.set(deps.db, Date.now());
    return fill();
  };
  const beat: CronLine = { at: '* * * * * *', name: 'beat', run: look };
  const tasks = [beat, ...crons].map((line) => scheduled(deps, line));
  void look();
  return {
    async stop() {
      forget();
      for (const task of tasks) await task.destroy();
      await Promise.all(loops.map((loop) => loop.drain(graceSeconds)));
    },
  };
}

const beats = new WeakMap<Db, number>();

/** When a worker of this process last looked into the queue by the clock; 0 without one. */
export function lastBeatAt(db: Db): number {
  return beats.get(db) ?? 0;
}

/** Runs everything that is due, one by one, until nothing is; for tests and scripts without a worker. */
export async function drainJobs(deps: Deps, jobs: AnyJob[]): Promise<void> {
  const { signal } = new AbortController();
  for (let row; (row = await claimNext(deps));) await runJob(deps, jobs, row, signal);
}

async function claimNext({ db, clock }: Deps): Promise<JobRow | undefined> {
  return (await claimJob(db, clock, 'short')) ?? claimJob(db, clock, 'long');
}

/** One lane of the queue. */
class Loop {
  readonly #deps: Deps;
  readonly #jobs: AnyJob[];
  readonly #lane: Lane;
  readonly #places: number;
  readonly #running = new Set<Promise<void>>();
  readonly #end = new AbortController();
  #claiming = false;
  #wokenMeanwhile = false;
  #stopped = false;

  constructor(deps: Deps, jobs: AnyJob[], lane: Lane, places: number) {
    this.#deps = deps;
    this.#jobs = jobs;
    this.#lane = lane;
    this.#places = places;
  }

  /** Claims until all places are taken or nothing is due. Never throws: the next beat tries again. */
  async fill(): Promise<void> {
    this.#wokenMeanwhile = this.#claiming;
    if (this.#claiming) return;
    this.#claiming = true;
    try {
      while (!this.#stopped && this.#running.size < this.#places) {
        this.#wokenMeanwhile = false;
        const row = await claimJob(this.#deps.db, this.#deps.clock, this.#lane);
        if (row) this.#track(runJob(this.#deps, this.#jobs, row, this.#end.signal));
        else if (!this.#wokenMeanwhile) break;
      }
    } catch (error) {
      this.#deps.log.error({ err: error }, 'the queue could not be read');
    } finally {
      this.#claiming = false;
    }
  }

  async drain(graceSeconds: number): Promise<void> {
    this.#stopped = true;
    const grace = setTimeout(() => this.#end.abort(), graceSeconds * 1000);
    while (this.#claiming) await new Promise(setImmediate);
    await Promise.all(this.#running);
    clearTimeout(grace);
  }

  #track(run: Promise<void>): void {
    const ended = run
      .catch((error: unknown) => this.#deps.log.error({ err: error }, 'a job could not be recorded'))
      .finally(() => {
        this.#running.delete(ended);
        void this.fill();
      });
    this.#running.add(ended);
  }
}

function scheduled(deps: Deps, line: CronLine) {
  const run = async () => {
    await line
      .run(deps)
      .catch((error: unknown) => deps.log.error({ err: error, cron: line.name }, 'periodic work failed'));
  };
  return schedule(line.at, run, {
    name: line.name,
    noOverlap: true,
    timezone: 'UTC',
    suppressMissedWarning: true,
  });
}
