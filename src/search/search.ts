import type { Viewer } from '../accounts/reviewer.ts';
import { isReviewer } from '../accounts/reviewer.ts';
import type { Db } from '../platform/database.ts';
import { describeFound, type Found } from './found.ts';
import { toMatch } from './query.ts';
import { listFound, listGiven } from './store.ts';
import { kinds, type Kind, type Wanted } from './wanted.ts';

export { listFormChoices } from './store.ts';

/** What was found of one kind, the newest first. */
export interface Group {
  kind: Kind;
  found: Found[];
  /** After which to go on; undefined at the end. */
  next: number | undefined;
}

/** What somebody looks for: of every kind a few, or of one kind a page. */
export interface Search extends Omit<Wanted, 'forms'> {
  form?: string | undefined;
  kind?: Kind | undefined;
  /** The place of the last one of the page before. */
  before?: number | undefined;
}

const fewOfEach = 5;
const pageSize = 20;

/** Undefined where there is nothing to look for. What the viewer may not see is not found. */
export async function search(db: Db, viewer: Viewer, search: Search): Promise<Group[] | undefined> {
  if (!toMatch(search.text, { columns: ['title'] })) return undefined;
  const wanted = { ...search, forms: await formsOf(db, viewer, search.form) };
  const groups: Group[] = [];
  for (const kind of search.kind ? [search.kind] : kinds) {
    const size = search.kind ? pageSize : fewOfEach;
    const rows = await listFound(db, viewer, kind, wanted, search.kind && search.before, size + 1);
    const shown = rows.slice(0, size);
    const next = rows.length > size ? shown.at(-1)?.place : undefined;
    if (shown.length > 0) groups.push({ kind, found: await describeFound(db, viewer, shown), next });
  }
  return groups;
}

/** Reviewers look only through what was given to them. */
async function formsOf(db: Db, viewer: Viewer, form: string | undefined): Promise<string[] | undefined> {
  if (!isReviewer(viewer)) return form ? [form] : undefined;
  const given = await listGiven(db, viewer);
  return form ? given.filter((id) => id === form) : given;
}
