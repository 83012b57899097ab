import type { Db } from '../platform/database.ts';

/** What people, forms, messages and responses are called now, by id; without those that are gone. */
export async function listNames(db: Db, ids: string[]): Promise<Map<string, string>> {
  const named: { id: string; name: string }[] = await db('members')
    .whereIn('id', ids)
    .select('id', 'name')
    .unionAll([
      db('forms').whereIn('id', ids).select('id', db.raw(`'“' || title || '”'`)),
      db('messages')
        .whereIn('id', ids)
        .select('id', db.raw(`iif(is_private, 'a private message', '“' || title || '”')`)),
      db('reels').whereIn('id', ids).select('id', db.raw(`'the reel “' || title || '”'`)),
      db('responses')
        .join('forms', 'forms.id', 'responses.form_id')
        .whereIn('responses.id', ids)
        .select('responses.id', db.raw(`coalesce(responses.name, 'somebody') || ' to “' || forms.title || '”'`)),
    ]);
  return new Map(named.map(({ id, name }) => [id, name]));
}

/** The zone in which a member reads times. */
export async function timeZoneOf(db: Db, memberId: string): Promise<string> {
  const row: { time_zone: string } | undefined = await db('members').where({ id: memberId }).first('time_zone');
  return row?.time_zone ?? 'UTC';
}
