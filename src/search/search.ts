import type { Viewer } from '../accounts/reviewer.ts';
import { isReviewer } from '../accounts/reviewer.ts';
import type { Db } from '../platform/database.ts';
import { describeFound, type Found } from './found.ts';
import { foundStart } from './excerpt.ts';
import { listPlaces, listPlacesBefore, mostCounted, type Places } from './places.store.ts';
import { findMeant } from './meant.ts';
import { saysSomething } from './query.ts';
import { listFound, listGiven, type FoundRow } from './store.ts';
import { kinds, type Kind, type Order, type Wanted } from './wanted.ts';

export { listFormChoices } from './store.ts';
export { mostCounted } from './places.store.ts';

/** What was found of one kind, in order. */
export interface Group {
  kind: Kind;
  found: Found[];
  /** How many there are in all; undefined for more than `mostCounted`. */
  total: number | undefined;
  /** After which to go on; undefined at the end. */
  next: number | undefined;
}

/** What somebody looks for: of every kind a few, or of one kind a page. */
export interface Search extends Omit<Wanted, 'forms'> {
  form?: string | undefined;
  kind?: Kind | undefined;
  order: Order;
  /** The place of the last one of the page before. */
  after?: number | undefined;
}

const fewOfEach = 5;
const pageSize = 20;

/** What was found, by kind. */
export interface Results {
  groups: Group[];
  /** Where there is nothing: what may have been meant. */
  meant: string | undefined;
}

/** Undefined where there is nothing to look for. What the viewer may not see is not found. */
export async function search(db: Db, viewer: Viewer, search: Search): Promise<Results | undefined> {
  if (!saysSomething(search.text)) return undefined;
  const wanted = { ...search, forms: await formsOf(db, viewer, search.form) };
  const groups = await groupsOf(db, viewer, wanted);
  const isLost = groups.length === 0 && search.after === undefined;
  return { groups, meant: isLost ? await findMeant(db, viewer, wanted) : undefined };
}

async function groupsOf(db: Db, viewer: Viewer, wanted: Wanted & Search): Promise<Group[]> {
  const groups: (Group & { isNamed: boolean })[] = [];
  for (const kind of wanted.kind ? [wanted.kind] : kinds) {
    const size = wanted.kind ? pageSize : fewOfEach;
    const { places, total } = await placesOf(db, viewer, kind, wanted, size + 1);
    const rows = await listFound(db, viewer, kind, wanted, places.slice(0, size));
    if (rows.length === 0) continue;
    const next = places.length > size ? rows.at(-1)?.place : undefined;
    const counted = total > mostCounted ? undefined : total;
    groups.push({ kind, found: await describeFound(db, viewer, rows), total: counted, next, isNamed: isNamed(rows) });
  }
  return groups.toSorted((a, b) => Number(b.isNamed) - Number(a.isNamed));
}

async function placesOf(db: Db, viewer: Viewer, kind: Kind, wanted: Wanted & Search, limit: number): Promise<Places> {
  const { order, after } = wanted;
  const found = await listPlaces(db, viewer, kind, wanted, {
    order,
    after: order === 'best' ? after : undefined,
    limit,
  });
  if (order === 'best' || after === undefined) return found;
  return { ...found, places: await listPlacesBefore(db, viewer, kind, wanted, after, limit) };
}

/** Who types a name or a title looks for that person or form, and not for what mentions it. */
function isNamed([first]: FoundRow[]): boolean {
  return first?.kind === 'response' || (first?.kind === 'form' && first.title.includes(foundStart));
}

/** Reviewers look only through what was given to them. */
async function formsOf(db: Db, viewer: Viewer, form: string | undefined): Promise<string[] | undefined> {
  if (!isReviewer(viewer)) return form ? [form] : undefined;
  const given = await listGiven(db, viewer);
  return form ? given.filter((id) => id === form) : given;
}
