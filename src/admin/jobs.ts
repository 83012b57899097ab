import type { Deps } from '../platform/deps.ts';
import type { AnyJob } from '../platform/jobs/job.ts';
import { countJobs, listEnded, listRunning, listWaiting } from '../platform/jobs/listing.ts';
import type { JobRow, JobState } from '../platform/jobs/queue.ts';
import { listAbout, type About } from './jobs.store.ts';

/** A job as the panel shows it. */
export interface JobView extends JobRow {
  /** In words for people; the job's own name where it has none. */
  title: string;
  about: About | undefined;
}

/** A page of a list, and from where the next one goes on. */
export interface Page {
  jobs: JobView[];
  next: string | undefined;
}

export interface JobsView {
  counts: Record<JobState, number>;
  running: JobView[];
  waiting: Page;
  failed: Page;
  cancelled: Page;
}

/** Where each list goes on: the id of the last job of the page before. */
export type Places = Partial<Record<'waiting' | 'failed' | 'cancelled', string>>;

const pageSize = 25;

export async function viewJobs({ db }: Deps, jobs: AnyJob[], places: Places): Promise<JobsView> {
  const page = async (rows: Promise<JobRow[]>): Promise<Page> => {
    const found = await rows;
    const shown = found.slice(0, pageSize);
    return {
      jobs: await describe(db, jobs, shown),
      next: found.length > pageSize ? shown.at(-1)?.id : undefined,
    };
  };
  return {
    counts: await countJobs(db),
    running: await viewRunning(db, jobs),
    waiting: await page(listWaiting(db, places.waiting, pageSize + 1)),
    failed: await page(listEnded(db, 'failed', places.failed, pageSize + 1)),
    cancelled: await page(listEnded(db, 'cancelled', places.cancelled, pageSize + 1)),
  };
}

export async function viewRunning(db: Deps['db'], jobs: AnyJob[]): Promise<JobView[]> {
  return describe(db, jobs, await listRunning(db));
}

async function describe(db: Deps['db'], jobs: AnyJob[], rows: JobRow[]): Promise<JobView[]> {
  const subjects = rows.map(({ subject }) => subject).filter((subject) => subject !== null);
  const abouts = await listAbout(db, subjects);
  return rows.map((row) => ({
    ...row,
    title: jobs.find(({ name }) => name === row.name)?.options.title ?? row.name,
    about: abouts.get(row.subject ?? ''),
  }));
}
