import { timestamp } from '../../platform/clock.ts';
import type { Deps } from '../../platform/deps.ts';
import { ago } from '../../platform/http/words.ts';
import { countJobs, listEnded, oldestDue } from '../../platform/jobs/listing.ts';
import type { Check } from './check.ts';

const link = { path: '/admin/jobs', words: 'Jobs' };

export async function checkJobs({ db, clock }: Deps): Promise<Check> {
  const now = clock.now();
  const [counts, due, [last]] = await Promise.all([
    countJobs(db),
    oldestDue(db, timestamp(clock)),
    listEnded(db, 'failed', undefined, 1),
  ]);
  const since = due ? `, the oldest queued ${ago(due, now)}` : '';
  const words = `${counts.failed} failed, ${counts.queued} waiting${since}, ${counts.running} running.`;
  if (last) {
    const todo = `The last to fail, ${ago(last.finished_at ?? last.created_at, now)}: ${last.error} Look at it and try again.`;
    return { part: 'Jobs', tone: 'warning', words, todo, link };
  }
  const isStuck = due !== undefined && counts.running === 0 && now.getTime() - Date.parse(due) > 600_000;
  if (!isStuck) return { part: 'Jobs', tone: 'success', words, link };
  return {
    part: 'Jobs',
    tone: 'danger',
    words,
    todo: 'Nothing is being worked on. Restart Reelay, and look into its log.',
    link,
  };
}
