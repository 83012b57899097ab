import { listAuditEvents } from '../accounts/audit.ts';
import type { Db } from '../platform/database.ts';
import { listNames } from './overview.store.ts';

export interface Happening {
  who: string;
  what: string;
  at: string;
}

/** The last of what the trail holds, in words. */
export async function listLately(db: Db, limit = 8): Promise<Happening[]> {
  const events = await listAuditEvents(db, {}, limit);
  const ids = events.flatMap(({ actorId, subjectId }) => [actorId, subjectId]).filter((id) => id !== null);
  const names = await listNames(db, ids);
  return events.map(({ actorId, subjectId, action, at }) => {
    const whom = subjectId === actorId ? undefined : names.get(subjectId ?? '');
    const who = actorId === null ? nobody(action) : (names.get(actorId) ?? 'Somebody who is gone');
    return { who, what: inWords(action, whom), at };
  });
}

function inWords(action: string, whom = 'somebody'): string {
  const words = said[action];
  if (words) return words.replace('…', whom);
  const [thing = '', verb = ''] = action.split('.');
  return `${thing.replaceAll('-', ' ')}: ${verb.replaceAll('-', ' ')}`;
}

/** What happens at night, Reelay does. */
function nobody(action: string): string {
  return action.startsWith('session.') ? 'Somebody not signed in' : 'Reelay';
}

const said: Record<string, string> = {
  'session.began': 'signed in',
  'session.refused': 'gave a wrong password',
  'session.ended': 'signed out',
  'person.invited': 'invited …',
  'person.joined': 'joined',
  'person.link-made': 'made a new link for …',
  'person.withdrawn': 'withdrew an invitation',
  'person.role-changed': 'changed the role of …',
  'person.disabled': 'disabled …',
  'person.enabled': 'enabled …',
  'person.handed-over': 'handed over what … owned',
  'password.changed': 'chose a new password',
  'two-factor.on': 'turned on two-factor',
  'two-factor.off': 'turned off two-factor',
  'recovery-code.used': 'signed in with a recovery code',
  'mail.configured': 'changed how mail is sent',
  'backup.asked': 'asked for a backup',
  'settings.changed': 'changed a setting',
  'retention.changed': 'changed how long a form keeps answers',
  'retention.applied': 'deleted what a form no longer keeps',
  'job.retried': 'gave a job another try',
  'jobs.retried': 'gave all failed jobs another try',
  'job.cancelled': 'cancelled a job',
};
