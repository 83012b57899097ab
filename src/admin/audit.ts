import { DateTime } from 'luxon';
import { listAuditEvents, type AuditEvent, type AuditFilter } from '../accounts/audit.ts';
import type { Db } from '../platform/database.ts';
import { listNames } from './audit.store.ts';
import { tell, type Told } from './audit-words.ts';

export type TrailLine = AuditEvent & Told;

/** What the trail may be narrowed to, as the page offers it: how the actions begin. */
export const kinds = {
  'sign-ins': { label: 'Sign-ins', actions: ['session.', 'password.', 'two-factor.', 'recovery-code.'] },
  people: { label: 'People', actions: ['person.'] },
  forms: { label: 'Forms', actions: ['form.'] },
  responses: { label: 'Responses', actions: ['response.', 'responses.'] },
  messages: { label: 'Messages, reels and links', actions: ['message.', 'reel.', 'link.'] },
  settings: { label: 'Settings', actions: ['settings.', 'mail.', 'retention.'] },
  running: { label: 'Backups and jobs', actions: ['backup.', 'job.', 'jobs.'] },
  trail: { label: 'Exports of this trail', actions: ['audit.'] },
} as const;

export type Kind = keyof typeof kinds;

/** What a person asks the trail for; days are theirs. */
export interface Wanted {
  person?: string | undefined;
  kind?: Kind | undefined;
  /** Days as `2026-11-25`, both included. */
  from?: string | undefined;
  to?: string | undefined;
}

export function filterFor({ person, kind, from, to }: Wanted, timeZone: string): AuditFilter {
  const start = (day: string, plus = 0) =>
    DateTime.fromISO(day, { zone: timeZone }).startOf('day').plus({ days: plus }).toUTC().toISO() ?? undefined;
  return {
    person,
    action: kind && [...kinds[kind].actions],
    since: from && start(from),
    until: to && start(to, 1),
  };
}

/**
 * Newest first, in words. `next` is where the older ones begin; undefined at the end.
 * @param names those known already; what is looked up is added
 */
export async function readTrail(
  db: Db,
  filter: AuditFilter,
  limit: number,
  names = new Map<string, string>(),
): Promise<{ lines: TrailLine[]; next: string | undefined }> {
  const events = await listAuditEvents(db, filter, limit + 1);
  const shown = events.slice(0, limit);
  for (const [id, name] of await listNames(
    db,
    idsIn(shown).filter((id) => !names.has(id)),
  ))
    names.set(id, name);
  const lines = shown.map((event) => ({ ...event, ...tell(event, names) }));
  return { lines, next: events.length > limit ? shown.at(-1)?.id : undefined };
}

function idsIn(events: AuditEvent[]): string[] {
  const ids = events.flatMap(({ actorId, subjectId, details }) => [actorId, subjectId, details.to]);
  return [...new Set(ids.filter((id) => typeof id === 'string'))];
}

/** All of it, page by page: of the events no more than a page is held. */
export async function* wholeTrail(db: Db, filter: AuditFilter): AsyncGenerator<TrailLine[]> {
  const names = new Map<string, string>();
  let before: string | undefined;
  do {
    const { lines, next } = await readTrail(db, { ...filter, before }, 300, names);
    yield lines;
    before = next;
  } while (before);
}
