import { getForm, type Form } from '../forms/form.ts';
import type { Deps } from '../platform/deps.ts';
import { countResponses } from '../responses/overview.ts';

/** An analysis as its pages know it: what it reads, and where they are. */
export interface Place {
  analysisId: string;
  /** Of its pages, such as "Customer survey". */
  title: string;
  /** Whose own analysis it is. */
  form: Form | undefined;
  /** What is done with it is posted below this path. */
  base: string;
  /** The page of all its themes; the others are below it. */
  themes: string;
}

/** Where the pages of a kind of analysis are mounted. */
export interface Mounted {
  base: `/${string}/:id`;
  themes: string;
  /** @throws NotFound */
  enter: (deps: Deps, id: string) => Promise<Place>;
}

/** A form's own analysis, beside its responses. */
export const ofForm: Mounted = {
  base: '/forms/:id',
  themes: '/forms/:id/themes',
  enter: async ({ db }, id) => {
    const form = await getForm(db, id);
    const base = `/forms/${form.id}`;
    return { analysisId: form.id, title: form.draft.title, form, base, themes: `${base}/themes` };
  },
};

/** What the head of each of these pages shows. */
export async function headOf({ db }: Deps, place: Place) {
  const { form } = place;
  const responses = form && (await countResponses(db, [form.id])).get(form.id);
  return { place, form, responses, section: 'themes' };
}
