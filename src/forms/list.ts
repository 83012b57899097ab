import type { Viewer } from '../accounts/reviewer.ts';
import type { Db } from '../platform/database.ts';
import { Hook } from '../platform/hook.ts';
import type { Form, FormState } from './form.ts';
import * as store from './store.ts';

export interface ResponseCount {
  total: number;
  fresh: number;
  /** Clip ids of the newest faces, at most three. */
  faces: string[];
}

/** What came in for each form: filled by responses/, which forms/ does not know. */
export const responseCounts = new Hook<[Db, string[]], Promise<Map<string, ResponseCount>>>('responseCounts');

const pageSize = 25;

export interface FormList {
  forms: (Form & { responses: ResponseCount })[];
  /** Where the next page begins, or undefined at the end. */
  next: string | undefined;
  counts: Record<FormState, number>;
}

/** Those that the viewer may see, newest first. */
export async function listForms(db: Db, viewer: Viewer, state?: FormState, before?: string): Promise<FormList> {
  const found = await store.listForms(db, { viewer, state, before, limit: pageSize + 1 });
  const forms = found.slice(0, pageSize);
  const responses = await responseCounts.run(
    db,
    forms.map(({ id }) => id),
  );
  const none = { total: 0, fresh: 0, faces: [] };
  return {
    forms: forms.map((form) => ({ ...form, responses: responses.get(form.id) ?? none })),
    next: found.length > pageSize ? forms.at(-1)?.id : undefined,
    counts: await store.countFormsByState(db, viewer),
  };
}
