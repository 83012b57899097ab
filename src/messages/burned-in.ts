import fs from 'node:fs/promises';
import type { Deps } from '../platform/deps.ts';
import { findJob } from '../platform/jobs/queue.ts';
import { burnIn } from './burn-in.ts';
import { findPlan, type Plan } from './burn-plan.ts';
import type { Message } from './message.ts';
import type { Film } from './played.ts';

/** How far the film is into whose picture the annotations are burned. `nothing`: there is nothing to be burned in. */
export interface BurnedIn {
  state: 'nothing' | 'none' | 'making' | 'ready' | 'failed';
  /** 0 to 100. */
  percent: number;
  /** Why it failed, in words for people. */
  error: string | null;
}

/** Of the annotations as they are now; what was made of earlier ones does not count. */
export async function burnedIn(deps: Deps, message: Message): Promise<BurnedIn> {
  const planned = await findPlan(deps.db, message);
  if (!planned) return { state: 'nothing', percent: 0, error: null };
  if (await isThere(deps, planned)) return { state: 'ready', percent: 100, error: null };
  const job = await findJob(deps.db, burnIn.name, message.id);
  const isOfThis = job && (JSON.parse(job.payload) as { name: string }).name === planned.name;
  if (!isOfThis || job.state === 'done' || job.state === 'cancelled') return { state: 'none', percent: 0, error: null };
  return { state: job.state === 'failed' ? 'failed' : 'making', percent: job.progress, error: job.error };
}

/** Has it made, unless it is there or being made. */
export async function askForBurnedIn(deps: Deps, message: Message): Promise<void> {
  const { state } = await burnedIn(deps, message);
  if (state !== 'none' && state !== 'failed') return;
  const { name } = (await findPlan(deps.db, message))!;
  await burnIn.later(deps.db, { messageId: message.id, name }, { subject: message.id });
}

/** The film with the annotations in it, in the folder of its clip; undefined where there is none of them as they are now. */
export async function findBurnedIn(deps: Deps, message: Message): Promise<(Film & { burned: string }) | undefined> {
  const planned = await findPlan(deps.db, message);
  return planned && (await isThere(deps, planned)) ? { ...planned.film, burned: planned.name } : undefined;
}

function isThere({ storage }: Deps, { film, name }: Plan): Promise<boolean> {
  return fs.access(storage.clip(film.clip.id, name)).then(
    () => true,
    () => false,
  );
}
