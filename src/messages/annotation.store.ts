import type { Db } from '../platform/database.ts';

interface Row {
  message_id: string;
  /** JSON. */
  document: string;
  revision: number;
  updated_at: string;
}

export function findDocument(
  db: Db,
  messageId: string,
): Promise<Pick<Row, 'document' | 'revision' | 'updated_at'> | undefined> {
  return db<Row>('annotations').where({ message_id: messageId }).first('document', 'revision', 'updated_at');
}

/** As revision `revision` + 1; false when there is another than `revision` by now. 0: there is none yet. */
export async function replaceDocument(
  db: Db,
  messageId: string,
  revision: number,
  document: string,
  now: string,
): Promise<boolean> {
  if (revision === 0) {
    const row = { message_id: messageId, document, revision: 1, updated_at: now };
    const inserted: unknown[] = await db<Row>('annotations')
      .insert(row)
      .onConflict('message_id')
      .ignore()
      .returning('revision');
    return inserted.length > 0;
  }
  const changes = { document, revision: revision + 1, updated_at: now };
  return (await db<Row>('annotations').where({ message_id: messageId, revision }).update(changes)) > 0;
}
