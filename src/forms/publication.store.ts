import type { Db } from '../platform/database.ts';
import type { FormContent } from './form.ts';
import type { Publication } from './publication.ts';

export async function insertPublication(
  db: Db,
  { id, formId, content, createdAt }: Omit<Publication, 'version'>,
): Promise<void> {
  const version = db('publications').where({ form_id: formId }).select(db.raw('coalesce(max(version), 0) + 1'));
  await db('publications').insert({
    id,
    form_id: formId,
    version,
    content: JSON.stringify(content),
    created_at: createdAt,
  });
}

interface PublicationRow {
  id: string;
  form_id: string;
  version: number;
  content: string;
  created_at: string;
}

export async function findPublication(db: Db, id: string): Promise<Publication | undefined> {
  const row = await db<PublicationRow>('publications')
    .where({ id })
    .first('id', 'form_id', 'version', 'content', 'created_at');
  return (
    row && {
      id: row.id,
      formId: row.form_id,
      version: row.version,
      content: JSON.parse(row.content) as FormContent,
      createdAt: row.created_at,
    }
  );
}

/** What every version of a form asks, the newest first. */
export async function listContents(db: Db, formId: string): Promise<FormContent[]> {
  const contents: string[] = await db('publications')
    .where({ form_id: formId })
    .orderBy('version', 'desc')
    .pluck('content');
  return contents.map((content) => JSON.parse(content) as FormContent);
}
