import type { Viewer } from '../accounts/reviewer.ts';
import type { Db } from '../platform/database.ts';
import type { Clip } from '../media/clip.ts';
import { asShown } from './review.ts';
import type { ResponseCount } from '../forms/list.ts';
import * as responses from './store.ts';
import * as store from './overview.store.ts';
import { findSubmissionOfClip } from './submission.store.ts';

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

/**
 * The team sees a recording once its response is submitted, and only the take that was chosen; reviewers those that were
 * given to them. Undefined for everything else.
 */
export async function findVisibleClip(db: Db, viewer: Viewer, clip: Clip): Promise<Clip | undefined> {
  const submission = await findSubmissionOfClip(db, viewer, clip.id);
  return submission && asShown(submission, clip);
}

/** Every take counts, chosen or not, and every file. */
export const isClipOfResponse = responses.isClipOfResponse;
