import type { Db } from '../platform/database.ts';
import type { Mail, MailState } from './mail.ts';

interface MailRow {
  id: string;
  kind: string;
  /** JSON. */
  ids: string;
  to_address: string;
  to_name: string | null;
  member_id: string | null;
  subject: string;
  message_id: string;
  link_base: string | null;
  state: MailState;
  words: string | null;
  created_at: string;
  ended_at: string | null;
}

const columns = [
  ...(['id', 'kind', 'ids', 'to_address', 'to_name', 'subject', 'message_id', 'link_base'] as const),
  ...(['state', 'words', 'created_at', 'ended_at'] as const),
];

export async function insertMail(db: Db, row: Omit<MailRow, 'state' | 'words' | 'ended_at'>): Promise<void> {
  await db('mails').insert({ ...row, state: 'queued' });
}

export async function findMail(db: Db, id: string): Promise<Mail | undefined> {
  const row = await db<MailRow>('mails').where({ id }).first(columns);
  return row && toMail(row);
}

type FoundRow = Omit<MailRow, 'member_id'>;

function toMail(row: FoundRow): Mail {
  return {
    id: row.id,
    kind: row.kind,
    ids: JSON.parse(row.ids) as Record<string, string>,
    to: { name: row.to_name ?? undefined, address: row.to_address },
    subject: row.subject,
    messageId: row.message_id,
    linkBase: row.link_base,
    state: row.state,
    words: row.words,
    createdAt: row.created_at,
    endedAt: row.ended_at,
  };
}

export async function listMails(
  db: Db,
  { state, before }: { state?: MailState | undefined; before?: string | undefined },
  limit: number,
): Promise<Mail[]> {
  const rows = db<MailRow>('mails').orderBy('id', 'desc').limit(limit);
  if (state) void rows.where({ state });
  if (before) void rows.where('id', '<', before);
  return (await rows.select(columns)).map(toMail);
}

/** By state. */
export async function countMails(db: Db): Promise<Partial<Record<MailState, number>>> {
  const rows: { state: MailState; number: number }[] = await db('mails')
    .groupBy('state')
    .select('state', db.raw('count(*) as number'));
  return Object.fromEntries(rows.map(({ state, number }) => [state, number]));
}

/** Says whether it was this caller who may send it now. */
export async function claimMail(db: Db, id: string): Promise<boolean> {
  const open: MailState[] = ['queued', 'refused', 'failed'];
  return (await db('mails').where({ id }).whereIn('state', open).update({ state: 'sending' })) > 0;
}

/** Records how a mail ended that is in one of the states `from`. */
export async function endMail(
  db: Db,
  id: string,
  from: MailState[],
  end: { state: MailState; words: string; ended_at: string },
): Promise<void> {
  await db('mails').where({ id }).whereIn('state', from).update(end);
}

export async function requeueMail(db: Db, id: string): Promise<boolean> {
  const ended: MailState[] = ['failed', 'unconfirmed'];
  const again = { state: 'queued', words: null, ended_at: null };
  return (await db('mails').where({ id }).whereIn('state', ended).update(again)) > 0;
}

export async function deleteMailsTo(db: Db, address: string): Promise<void> {
  await db('mails').where({ to_address: address }).delete();
}

export async function isMailAbout(db: Db, kind: string, name: string, id: string): Promise<boolean> {
  const mail: unknown = await db('mails')
    .where({ kind })
    .whereRaw('ids ->> ? = ?', [`$.${name}`, id])
    .first('id');
  return mail !== undefined;
}

export async function deleteMailsAbout(db: Db, name: string, id: string): Promise<void> {
  await db('mails')
    .whereRaw('ids ->> ? = ?', [`$.${name}`, id])
    .delete();
}

export async function deleteMailsBefore(db: Db, before: string): Promise<void> {
  await db('mails').where('created_at', '<', before).whereNotIn('state', ['queued', 'sending', 'refused']).delete();
}
