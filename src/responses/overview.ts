import type { Db } from '../platform/database.ts';
import type { ResponseCount } from '../forms/list.ts';
import * as responses from './store.ts';
import * as store from './submission.store.ts';

const facesShown = 3;

/** What came in for each form, for the list of forms. */
export async function countResponses(db: Db, formIds: string[]): Promise<Map<string, ResponseCount>> {
  const counts = await store.countSubmissions(db, formIds);
  const withFaces = [...counts].map(
    async ([formId, count]) => [formId, { ...count, faces: await store.listFaces(db, formId, facesShown) }] as const,
  );
  return new Map(await Promise.all(withFaces));
}

/** Every clip that goes when a form goes. */
export const listClipsOfForm = store.listClipsOfForm;

/** The team sees a recording once its response is submitted, and only the take that was chosen. */
export const isClipOfSubmission = store.isClipOfSubmission;

/** Every take counts, chosen or not, and every file. */
export const isClipOfResponse = responses.isClipOfResponse;
