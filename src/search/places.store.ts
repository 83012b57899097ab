import type { Viewer } from '../accounts/reviewer.ts';
import type { Db } from '../platform/database.ts';
import { matching, type Matching } from './matching.store.ts';
import type { Kind, Order, Wanted } from './wanted.ts';

/** Up to so many of a kind are counted and put in order of their fit; of more, the newest so many. */
export const mostCounted = 1000;

/** Where in the list finds stand: greater is newer. */
export interface Places {
  places: number[];
  /** How many there are in all; one more than `mostCounted` stands for any greater number. */
  total: number;
}

/** Which part of the list. */
export interface Part {
  order: Order;
  /** The last place of the part before. */
  after?: number | undefined;
  limit: number;
}

/** What of one kind is found, in order. */
export async function listPlaces(db: Db, viewer: Viewer, kind: Kind, wanted: Wanted, part: Part): Promise<Places> {
  const found = matching(db, viewer, kind, wanted);
  if (!found) return { places: [], total: 0 };
  const counted = candidates(db, found, part.order);
  const query = db
    .withMaterialized('c', counted)
    .from('c')
    .select('c.place', db.raw('(SELECT count(*) FROM c) AS total'))
    .orderByRaw('c.score, c.place DESC')
    .limit(part.limit);
  if (part.after !== undefined) {
    void query.whereRaw('(c.score, -c.place) > (SELECT score, -place FROM c WHERE place = ?)', [part.after]);
  }
  const rows: { place: number; total: number }[] = await query;
  return { places: rows.map(({ place }) => place), total: rows[0]?.total ?? 0 };
}

/** From before a place, however many there are. */
export async function listPlacesBefore(
  db: Db,
  viewer: Viewer,
  kind: Kind,
  wanted: Wanted,
  before: number,
  limit: number,
): Promise<number[]> {
  const found = matching(db, viewer, kind, wanted);
  if (!found) return [];
  const { query, place } = found;
  return query.clearSelect().whereRaw(`${place} < ?`, [before]).orderByRaw(`${place} DESC`).limit(limit).pluck('d.id');
}

/** BM25 (Robertson & Zaragoza 2009), a title counting ten times as much; rounded, so that of much the same fit the newest comes first. */
function candidates(db: Db, { query, place }: Matching, order: Order) {
  const isRanked = order === 'best' && place === 'search_index.rowid';
  const score = isRanked ? 'round(bm25(search_index, 10.0, 1.0, 1.0, 0.0), 1)' : '0';
  return query
    .clearSelect()
    .select({ place: 'd.id', score: db.raw(score) })
    .orderByRaw(`${place} DESC`)
    .limit(mostCounted + 1);
}
