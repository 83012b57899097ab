import { getForm, type Form } from '../forms/form.ts';
import type { Deps } from '../platform/deps.ts';
import { getAcross, type AcrossAnalysis } from './across.ts';
import { countResponses } from '../responses/overview.ts';

/** An analysis as its pages know it: what it reads, and where they are. */
export interface Place {
  analysisId: string;
  /** Of its pages, such as "Customer survey". */
  title: string;
  /** Whose own analysis it is; undefined where it is across forms. */
  form: Form | undefined;
  across: AcrossAnalysis | undefined;
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
    const title = form.draft.title;
    return { analysisId: form.id, title, form, across: undefined, base, themes: `${base}/themes` };
  },
};

/** One of several forms and a period. */
export const acrossForms: Mounted = {
  base: '/themes/:id',
  themes: '/themes/:id',
  enter: async ({ db }, id) => {
    const across = await getAcross(db, id);
    const base = `/themes/${id}`;
    return { analysisId: id, title: across.name, form: undefined, across, base, themes: base };
  },
};

/** What the head of each of these pages shows. */
export async function headOf({ db }: Deps, place: Place) {
  const { form, across } = place;
  const responses = form && (await countResponses(db, [form.id])).get(form.id);
  return { place, form, across, responses, section: 'themes' };
}
