import { audit } from '../accounts/audit.ts';
import type { Member } from '../accounts/member.ts';
import { readSettings } from '../accounts/settings.ts';
import { eraseClips } from '../media/erase.ts';
import { timestamp, timestampIn } from '../platform/clock.ts';
import { inTransaction } from '../platform/database.ts';
import type { Deps } from '../platform/deps.ts';
import { forgetArchive } from './archive-file.ts';
import { eraseResponse } from './erasure.ts';
import * as store from './retention.store.ts';

/** How long a form keeps what it was sent, in days after a response was submitted; null: for good. */
export interface Retention {
  mediaDays: number | null;
  responseDays: number | null;
}

export interface RetentionRule extends Retention {
  formId: string;
  /** Announced until then. */
  beginsAt: string;
}

const noticeDays = 7;
const day = 86_400;

export async function findRetention({ db }: Pick<Deps, 'db'>, formId: string): Promise<RetentionRule | undefined> {
  const row = await store.findRow(db, formId);
  return row && asRule(row);
}

export async function listRetention({ db }: Pick<Deps, 'db'>): Promise<RetentionRule[]> {
  return (await store.listRows(db)).map(asRule);
}

/** Begins in a week, whatever was decided before, so that everybody has seen it on the form's page. */
export async function decideRetention(deps: Deps, actor: Member, formId: string, kept: Retention): Promise<void> {
  await decideAs(deps, actor.id, formId, kept);
}

/** For the hook `formCreated`: what the workspace has decided for new forms. */
export async function keepAsNewForms(deps: Pick<Deps, 'db' | 'clock'>, formId: string): Promise<void> {
  const { newForms } = await readSettings(deps.db);
  if (newForms.mediaDays !== null || newForms.responseDays !== null) await decideAs(deps, null, formId, newForms);
}

async function decideAs(
  deps: Pick<Deps, 'db' | 'clock'>,
  actorId: string | null,
  formId: string,
  kept: Retention,
): Promise<void> {
  const { mediaDays: media_days, responseDays: response_days } = kept;
  await inTransaction(deps.db, async (trx) => {
    if (media_days === null && response_days === null) await store.deleteRow(trx, formId);
    else {
      const begins_at = timestampIn(deps.clock, noticeDays * day);
      await store.putRow(trx, { form_id: formId, media_days, response_days, begins_at });
    }
    await audit({ ...deps, db: trx }, actorId, 'retention.changed', formId, { ...kept });
  });
}

/** What a clean-up deletes. */
export interface Due {
  responses: number;
  media: { count: number; bytes: number };
}

/** What would be deleted in `inDays` days if everything were kept for so long. Media of responses that go count as well. */
export async function dueIn({ db, clock }: Deps, formId: string, kept: Retention, inDays = 0): Promise<Due> {
  const before = (days: number) => timestampIn(clock, (inDays - days) * day);
  const { responseDays, mediaDays } = kept;
  const responses = responseDays === null ? 0 : await store.countResponsesBefore(db, formId, before(responseDays));
  const soonest = Math.min(mediaDays ?? Infinity, responseDays ?? Infinity);
  const media = soonest === Infinity ? { count: 0, bytes: 0 } : await store.sumMediaBefore(db, formId, before(soonest));
  return { responses, media };
}

export interface Announced extends RetentionRule {
  /** By the end of the week. */
  due: Due;
}

/** For the form's page: what the coming week takes. Undefined where everything is kept. */
export async function announceRetention(deps: Deps, formId: string): Promise<Announced | undefined> {
  const rule = await findRetention(deps, formId);
  return rule && { ...rule, due: await dueIn(deps, formId, rule, noticeDays) };
}

/** Every night: deletes what is due, of the forms whose week of notice is over. */
export async function applyRetention(deps: Deps): Promise<void> {
  const now = timestamp(deps.clock);
  for (const rule of await listRetention(deps)) if (rule.beginsAt <= now) await cleanUp(deps, rule);
}

async function cleanUp(deps: Deps, rule: RetentionRule): Promise<void> {
  const { db, clock } = deps;
  const before = (days: number) => timestampIn(clock, -days * day);
  const due = await dueIn(deps, rule.formId, rule);
  if (due.responses + due.media.count === 0) return;
  await audit(deps, null, 'retention.applied', rule.formId, { responses: due.responses, media: due.media.count });
  if (rule.responseDays !== null) {
    const list = () => store.listResponsesBefore(db, rule.formId, before(rule.responseDays!), 200);
    for (let ids; (ids = await list()).length > 0;)
      for (const id of ids) await eraseResponse(deps, id, { actorId: null, because: 'retention' });
  }
  if (rule.mediaDays !== null) {
    await forgetArchive(deps, rule.formId);
    // At once, not by a job: the next page of the list has to be another one.
    const list = () => store.listMediaBefore(db, rule.formId, before(rule.mediaDays!), 200);
    for (let clipIds; (clipIds = await list()).length > 0;) await eraseClips.now(deps, { clipIds });
  }
}

function asRule({ form_id, media_days, response_days, begins_at }: store.RetentionRow): RetentionRule {
  return { formId: form_id, mediaDays: media_days, responseDays: response_days, beginsAt: begins_at };
}
