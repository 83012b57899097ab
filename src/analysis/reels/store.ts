import type { Db } from '../../platform/database.ts';
import type { Reel } from './reel.ts';

const columns = {
  id: 'id',
  formId: 'form_id',
  title: 'title',
  showsQuestions: 'shows_questions',
  names: 'names',
  burnsCaptions: 'burns_captions',
  lost: 'lost',
  createdBy: 'created_by',
  createdAt: 'created_at',
  updatedAt: 'updated_at',
} satisfies Record<keyof Reel, string>;

type Row = Omit<Reel, 'showsQuestions' | 'burnsCaptions'> & { showsQuestions: number; burnsCaptions: number };

function toReel(row: Row): Reel {
  return { ...row, showsQuestions: row.showsQuestions === 1, burnsCaptions: row.burnsCaptions === 1 };
}

function asRow(reel: Partial<Reel>): Record<string, unknown> {
  const named = Object.entries(columns).map(([field, column]) => [column, Reflect.get(reel, field)] as const);
  return Object.fromEntries(named.filter(([, value]) => value !== undefined));
}

export async function insertReel(db: Db, reel: Reel): Promise<void> {
  await db('reels').insert(asRow(reel));
}

export async function findReel(db: Db, id: string): Promise<Reel | undefined> {
  const row: Row | undefined = await db('reels').where({ id }).first(columns);
  return row && toReel(row);
}

export async function updateReel(db: Db, id: string, change: Partial<Reel>): Promise<void> {
  await db('reels').where({ id }).update(asRow(change));
}

export async function addLost(db: Db, id: string, number: number): Promise<void> {
  await db('reels').where({ id }).increment('lost', number);
}

export async function deleteReel(db: Db, id: string): Promise<void> {
  await db('reels').where({ id }).delete();
}

/** A reel as the list of a form's reels shows it. */
export interface ListedReel extends Reel {
  quotes: number;
  people: number;
  /** Of its film; null where there is none. */
  clipId: string | null;
  seconds: number | null;
}

/** The newest first, before `before`. */
export async function listReels(db: Db, formId: string, limit: number, before?: string): Promise<ListedReel[]> {
  const inReel = () =>
    db('reel_items').whereRaw('reel_items.reel_id = reels.id').where({ removed_at: null, 'reel_items.kind': 'quote' });
  const rows: (Row & Omit<ListedReel, keyof Reel>)[] = await db('reels')
    .leftJoin('reel_films', 'reel_films.reel_id', 'reels.id')
    .where({ form_id: formId })
    .modify((query) => before !== undefined && void query.where('reels.id', '<', before))
    .orderBy('reels.id', 'desc')
    .limit(limit)
    .select({
      ...Object.fromEntries(Object.entries(columns).map(([field, column]) => [field, `reels.${column}`])),
      clipId: 'reel_films.clip_id',
      seconds: 'reel_films.seconds',
      quotes: inReel().count('*'),
      people: inReel().join('answers', 'answers.id', 'answer_id').countDistinct('response_id'),
    });
  return rows.map((row) => ({ ...row, ...toReel(row) }));
}

/** To choose from, the newest first. */
export async function listTitles(db: Db, formId: string): Promise<Pick<Reel, 'id' | 'title'>[]> {
  return db('reels').where({ form_id: formId }).orderBy('id', 'desc').limit(50).select('id', 'title');
}

export async function listReelIds(db: Db, formId: string): Promise<string[]> {
  return db('reels').where({ form_id: formId }).pluck('id');
}
