import type { Annotation, AnnotationDocument } from '../browser/wire/annotation.ts';
import { timestamp } from '../platform/clock.ts';
import type { Db } from '../platform/database.ts';
import type { Deps } from '../platform/deps.ts';
import { Conflict } from '../platform/http/errors.ts';
import * as store from './annotation.store.ts';

/** What is drawn over a message's recording; nothing, at revision 0, where nobody has drawn. */
export async function getAnnotations(db: Db, messageId: string): Promise<AnnotationDocument> {
  const row = await store.findDocument(db, messageId);
  if (!row) return { annotations: [], revision: 0 };
  return { annotations: JSON.parse(row.document) as Annotation[], revision: row.revision };
}

/**
 * Replaces all of it; returns the new revision.
 * @throws Conflict when somebody else has saved since `revision`
 */
export async function saveAnnotations(
  { db, clock }: Deps,
  messageId: string,
  { annotations, revision }: AnnotationDocument,
): Promise<number> {
  const json = JSON.stringify(annotations);
  if (await store.replaceDocument(db, messageId, revision, json, timestamp(clock))) return revision + 1;
  throw new Conflict(
    'Somebody else has changed these annotations since you opened them. Reload the page to see theirs.',
  );
}
