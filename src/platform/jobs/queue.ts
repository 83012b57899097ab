import { timestamp, timestampIn, type Clock } from '../clock.ts';
import type { Db } from '../database.ts';
import { NotFound } from '../http/errors.ts';
import { wakeWorkers } from './wake.ts';

export type JobState = 'queued' | 'running' | 'done' | 'failed' | 'cancelled';

export interface JobRow {
  id: string;
  name: string;
  subject: string | null;
  /** JSON. */
  payload: string;
  state: JobState;
  /** Per cent. */
  progress: number;
  attempts: number;
  /** Why the last try failed, in words for people. */
  error: string | null;
  /** The end of what was printed then, for whoever looks into it. */
  output: string | null;
  created_at: string;
  due_at: string;
  finished_at: string | null;
  /** Runs in the lane for long work: 1 or 0. */
  long: number;
}

export const columns =
  'id name subject payload state progress attempts error output created_at due_at finished_at long'.split(' ');

type NewJob = Pick<JobRow, 'id' | 'name' | 'subject' | 'payload' | 'created_at' | 'due_at' | 'long'>;

export async function insertJob(db: Db, job: NewJob): Promise<void> {
  await db('jobs').insert({ ...job, state: 'queued' });
}

/** The newest job of that name about that subject. */
export function findJob(db: Db, name: string, subject: string): Promise<JobRow | undefined> {
  return db<JobRow>('jobs').where({ name, subject }).orderBy('id', 'desc').first(columns);
}

/** Whether anything is running, or due, in either lane. */
export async function isQueueBusy(db: Db, clock: Clock): Promise<boolean> {
  const busy = await db('jobs')
    .where({ state: 'running' })
    .orWhere((due) => void due.where({ state: 'queued' }).where('due_at', '<=', timestamp(clock)))
    .first('id');
  return busy !== undefined;
}

/** Whether a job of that name is running, in any lane or in one, beside the one with this id. */
export async function isRunning(db: Db, name: string, besideId: string, lane?: Lane): Promise<boolean> {
  const running = db('jobs').where({ name, state: 'running' }).whereNot({ id: besideId });
  if (lane) void running.where({ long: lane === 'long' });
  return (await running.first('id')) !== undefined;
}

/** Whether a job of that name waits or runs. */
export async function isAsked(db: Db, name: string): Promise<boolean> {
  return (await db('jobs').where({ name }).whereIn('state', ['queued', 'running']).first('id')) !== undefined;
}

/** Changes what a job is about to do, while it still waits. */
export async function updatePayload(db: Db, id: string, payload: object): Promise<void> {
  await db('jobs')
    .where({ id, state: 'queued' })
    .update({ payload: JSON.stringify(payload) });
}

/** @throws NotFound */
export async function getJob(db: Db, id: string): Promise<JobRow> {
  const job: JobRow | undefined = await db<JobRow>('jobs').where({ id }).first(columns);
  if (!job) throw new NotFound();
  return job;
}

/** Gives a job that failed or was cancelled its tries again; leaves any other alone. */
export async function retryJob(db: Db, id: string): Promise<void> {
  const job = await getJob(db, id);
  await db('jobs')
    .where({ id })
    .whereIn('state', ['failed', 'cancelled'])
    .update({ ...afresh, due_at: job.created_at });
  wakeWorkers(db);
}

const afresh = { state: 'queued', attempts: 0, progress: 0, error: null, output: null, finished_at: null };

export type Lane = 'short' | 'long';

/** Takes the job of a lane that has been due longest. */
export async function claimJob(db: Db, clock: Clock, lane: Lane): Promise<JobRow | undefined> {
  const claimed: JobRow[] = await db.raw(
    `UPDATE jobs SET state = 'running', attempts = attempts + 1, progress = 0
      WHERE id = (SELECT id FROM jobs WHERE state = 'queued' AND due_at <= ? AND long = ? ORDER BY due_at, id LIMIT 1)
      RETURNING *`,
    [timestamp(clock), lane === 'long' ? 1 : 0],
  );
  return claimed[0];
}

/** Puts a running job into the lane for long work; the try does not count. */
export async function moveToLongLane(db: Db, id: string): Promise<void> {
  await db('jobs')
    .where({ id, state: 'running' })
    .update({ state: 'queued', long: true, attempts: db.raw('attempts - 1') });
  wakeWorkers(db);
}

export async function recordProgress(db: Db, id: string, percent: number): Promise<void> {
  await db('jobs').where({ id }).update({ progress: percent });
}

export async function finishJob(db: Db, clock: Clock, id: string): Promise<void> {
  await db('jobs')
    .where({ id })
    .update({ state: 'done', progress: 100, error: null, output: null, finished_at: timestamp(clock) });
}

export async function failJob(
  db: Db,
  clock: Clock,
  id: string,
  reason: string,
  output: string | null = null,
): Promise<void> {
  await db('jobs')
    .where({ id })
    .update({ state: 'failed', error: reason, output, finished_at: timestamp(clock) });
}

/** Tries again later, ten times as long after each failure: 10 s, then 100 s. */
export async function postponeJob(
  db: Db,
  clock: Clock,
  job: JobRow,
  reason: string,
  output: string | null,
): Promise<void> {
  const due_at = timestampIn(clock, 10 ** job.attempts);
  await db('jobs').where({ id: job.id }).update({ state: 'queued', error: reason, output, due_at });
}

/** Puts back what this process is not going to finish; the try does not count. */
export async function releaseJob(db: Db, id: string): Promise<void> {
  await db('jobs')
    .where({ id, state: 'running' })
    .update({ state: 'queued', attempts: db.raw('attempts - 1') });
}

/** At the start: what a process that died was running waits again. The try counts, so that no job ends every process. */
export async function requeueInterrupted(db: Db): Promise<number> {
  return db('jobs').where({ state: 'running' }).update({ state: 'queued' });
}

/** With what they wrote about their subjects; one that is running ends by itself. */
export async function deleteJobsAbout(db: Db, subjects: string[]): Promise<void> {
  await db('jobs').whereIn('subject', subjects).whereNot({ state: 'running' }).delete();
}

/** Forgets jobs that were done or cancelled longer than a week ago; failed ones stay until somebody looks at them. */
export async function sweepJobs(db: Db, clock: Clock): Promise<void> {
  await db('jobs')
    .whereIn('state', ['done', 'cancelled'])
    .where('finished_at', '<', timestampIn(clock, -7 * 86_400))
    .delete();
}
