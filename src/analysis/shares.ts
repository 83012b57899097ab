import type { Db } from '../platform/database.ts';
import { countByThemeAndForm, countPeopleByForm } from './across.store.ts';
import type { AcrossAnalysis } from './across.ts';

/** How many people of a form speak of a theme: "7 of 20 in A". */
export interface Share {
  formId: string;
  title: string;
  people: number;
  of: number;
}

/** For each theme, null being what fits nowhere: the forms, that first in which the largest part speaks of it. */
export async function sharesByTheme(db: Db, { id, forms }: AcrossAnalysis): Promise<Map<string | null, Share[]>> {
  const all = await countPeopleByForm(db, id);
  const shares = new Map<string | null, Share[]>();
  for (const { themeId, formId, people } of await countByThemeAndForm(db, id)) {
    const list = shares.get(themeId) ?? emptyShares(forms, all);
    shares.set(themeId, list);
    for (const share of list) if (share.formId === formId) share.people = people;
  }
  for (const list of shares.values()) list.sort((a, b) => partOf(b) - partOf(a) || a.title.localeCompare(b.title));
  return shares;
}

function emptyShares(forms: AcrossAnalysis['forms'], all: Map<string, number>): Share[] {
  return forms
    .map(({ id, title }) => ({ formId: id, title, people: 0, of: all.get(id) ?? 0 }))
    .filter(({ of }) => of > 0);
}

function partOf({ people, of }: Share): number {
  return people / of;
}
