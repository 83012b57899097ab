import type { AuditEvent } from '../accounts/audit.ts';
import { count } from '../platform/http/words.ts';

/** An event with its ids replaced by what they are called now. */
export interface Told {
  who: string;
  /** What follows the name: "made Priya Nair a reviewer". */
  what: string;
}

/** @param names by id; whatever is not among them is gone, and told by the end of its id */
export function tell(event: AuditEvent, names: Map<string, string>): Told {
  const called = (id: string) => names.get(id) ?? `…${id.slice(-6)}`;
  const { actorId, subjectId, action, details } = event;
  const words = sentences[action];
  const subject = subjectId ? called(subjectId) : '';
  const isOwn = subjectId === null || subjectId === actorId;
  const to = typeof details.to === 'string' ? called(details.to) : '';
  return {
    who: actorId ? called(actorId) : nobody(event, subject),
    what: words ? words({ subject, isOwn, to, details }) : [action, subject].filter(Boolean).join(': '),
  };
}

/** Who it was, where nobody was signed in. */
function nobody({ action }: AuditEvent, subject: string): string {
  if (action === 'session.refused') return 'Somebody';
  if (action === 'response.withdrawn') return 'A respondent';
  return subject && byThemselves.has(action) ? subject : 'Reelay';
}

const byThemselves = new Set(['person.joined', 'session.began', 'session.ended', 'password.changed']);

interface Parts {
  subject: string;
  /** It concerns nobody but who did it. */
  isOwn: boolean;
  to: string;
  details: AuditEvent['details'];
}

const sentences: Record<string, (parts: Parts) => string> = {
  'session.began': () => 'signed in',
  'session.refused': ({ isOwn, subject }) =>
    isOwn ? 'was refused at sign-in' : `was refused at sign-in as ${subject}`,
  'session.ended': ({ isOwn, subject }) => (isOwn ? 'signed out' : `ended the sessions of ${subject}`),
  'person.invited': ({ subject }) => `invited ${subject}`,
  'person.joined': () => 'joined',
  'person.withdrawn': ({ subject }) => `withdrew the invitation of ${subject}`,
  'person.role-changed': ({ subject, details }) => `made ${subject} ${aRole(details.to)}`,
  'person.disabled': ({ subject }) => `disabled the account of ${subject}`,
  'person.enabled': ({ subject }) => `enabled the account of ${subject}`,
  'person.link-made': ({ subject }) => `made a new link for ${subject}`,
  'person.handed-over': ({ subject, to }) => `handed over what ${subject} owned${to && ` to ${to}`}`,
  'password.changed': ({ isOwn, subject }) => `changed ${isOwn ? 'their password' : `the password of ${subject}`}`,
  'two-factor.on': ({ isOwn, subject }) => `turned two-factor sign-in on${isOwn ? '' : ` for ${subject}`}`,
  'two-factor.off': ({ isOwn, subject }) => `turned two-factor sign-in off${isOwn ? '' : ` for ${subject}`}`,
  'recovery-code.used': () => 'signed in with a recovery code',
  'mail.configured': () => 'changed how mail is sent',
  'answers.reread': () => 'had answers read again with the model in use',
  'settings.changed': ({ details }) => `changed ${settings[String(details.name)] ?? `the setting ${details.name}`}`,
  'backup.made': () => 'made a backup',
  'backup.failed': () => 'could not make a backup',
  'response.exported': ({ subject }) => `exported the response of ${subject}`,
  'response.erased': ({ subject }) => `erased the response of ${subject}`,
  'response.withdrawn': ({ subject }) => `withdrew the response of ${subject}`,
  'responses.imported': ({ subject, details }) => `imported ${count(Number(details.count), 'answer')} into ${subject}`,
  'import.undone': ({ subject, details }) =>
    `took ${count(Number(details.count), 'imported answer')} back from ${subject}`,
  'responses.exported': ({ subject }) => `exported the responses to ${subject}`,
  'form.published': ({ subject }) => `published ${subject}`,
  'form.given': ({ subject, to }) => `gave ${subject} to ${to || 'a reviewer'}`,
  'form.taken-back': ({ subject, to }) => `took ${subject} back from ${to || 'a reviewer'}`,
  'form.hidden': ({ subject }) => `changed what reviewers of ${subject} do not see`,
  'form.deleted': ({ subject }) => `deleted the form ${subject}`,
  'message.erased': ({ subject }) => `erased the message ${subject}`,
  'message.cut-for-good': ({ subject }) => `removed for good what was cut from ${subject}`,
  'reel.agreed': ({ subject, details }) =>
    `confirmed that ${count(Number(details.people), 'person', 'people')} in ${subject} agreed to be shown`,
  'reel.agreement-taken-back': ({ subject }) => `took back that the people in ${subject} agreed to be shown`,
  'reel.deleted': ({ subject }) => `deleted the reel ${subject}`,
  'link.made': ({ subject }) => `made a share link to ${subject}`,
  'link.changed': ({ subject }) => `changed a share link to ${subject}`,
  'link.revoked': ({ subject }) => `switched off a share link to ${subject}`,
  'link.restored': ({ subject }) => `switched a share link to ${subject} on again`,
  'audit.exported': () => 'exported the audit trail',
  'backup.asked': () => 'asked for a backup',
  'retention.changed': ({ subject }) => `changed how long ${subject || 'a form'} keeps answers`,
  'retention.applied': ({ subject }) => `deleted what ${subject || 'a form'} no longer keeps`,
  'jobs.retried': () => 'gave all failed jobs another try',
  'job.retried': ({ details }) => `tried ${jobs(details)} again`,
  'job.cancelled': ({ details }) => `cancelled ${jobs(details)}`,
};

function aRole(role: AuditEvent['details'][string] | undefined): string {
  return /^[aeiou]/.test(String(role)) ? `an ${role}` : `a ${role}`;
}

function jobs({ count: number }: AuditEvent['details']): string {
  return typeof number === 'number' && number !== 1 ? count(number, 'job') : 'a job';
}

const settings: Record<string, string> = {
  company: 'the name of the company',
  logo: 'the logo',
  accentColour: 'the accent colour',
  newForms: 'how long new forms keep answers',
  sharedBy: 'who may share with people outside',
  twoFactorRoles: 'who must sign in with two-factor',
  providerDomains: 'whose company accounts may sign in',
  providerCreatesMembers: 'whether company accounts make members',
  deleteOriginalsAfterDays: 'when originals are deleted',
};
