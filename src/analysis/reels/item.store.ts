import type { AnswerKind } from '../../responses/answer.ts';
import type { Db } from '../../platform/database.ts';

/** An answer that can be quoted: one in words that was submitted, with who gave it. */
export interface Quotable {
  answerId: string;
  answerKind: AnswerKind;
  responseId: string;
  questionId: string;
  publicationId: string;
  name: string | null;
  /** Of the response, for those without a name. */
  number: number;
  /** Null for what was typed. */
  clipId: string | null;
  clipKind: 'video' | 'audio' | null;
  clipSeconds: number | null;
  /** All that was typed; null for what was recorded. */
  typed: string | null;
}

/** One part of a reel: something that somebody said or typed, or a card of one's own. */
export interface Item {
  id: string;
  reelId: string;
  position: number;
  kind: 'quote' | 'card';
  /** In seconds of the recording; null for what was typed, and for cards. */
  start: number | null;
  end: number | null;
  /** What was typed, or stands on a card under its title. */
  text: string | null;
  /** Of a card. */
  title: string | null;
}

export interface Quote extends Item, Quotable {
  kind: 'quote';
}

export type Part = Quote | (Item & { kind: 'card' });

const quotable = {
  answerId: 'answers.id',
  answerKind: 'answers.kind',
  responseId: 'answers.response_id',
  questionId: 'answers.question_id',
  publicationId: 'responses.publication_id',
  name: 'responses.name',
  number: 'responses.number',
  clipId: 'answers.clip_id',
  clipKind: 'clips.kind',
  clipSeconds: 'clips.seconds',
  typed: 'answers.text',
};

const item = {
  id: 'reel_items.id',
  reelId: 'reel_id',
  position: 'position',
  kind: 'reel_items.kind',
  start: 'start_seconds',
  end: 'end_seconds',
  text: 'reel_items.text',
  title: 'title',
};

/** What is in a reel, in its order. */
export async function listParts(db: Db, reelId: string): Promise<Part[]> {
  return db('reel_items')
    .leftJoin('answers', 'answers.id', 'reel_items.answer_id')
    .leftJoin('responses', 'responses.id', 'answers.response_id')
    .leftJoin('clips', 'clips.id', 'answers.clip_id')
    .where({ reel_id: reelId, removed_at: null })
    .orderBy(['position', 'reel_items.id'])
    .select<Part[]>({ ...quotable, ...item });
}

export type NewItem = Omit<Item, 'position'> & { answerId: string | null };

/** At the end. */
export async function insertItem(db: Db, given: NewItem, createdAt: string): Promise<void> {
  const last = db('reel_items').where({ reel_id: given.reelId }).max('position');
  await db('reel_items').insert({
    id: given.id,
    reel_id: given.reelId,
    kind: given.kind,
    answer_id: given.answerId,
    start_seconds: given.start,
    end_seconds: given.end,
    text: given.text,
    title: given.title,
    created_at: createdAt,
    position: db.raw('coalesce((?), -1) + 1', [last]),
  });
}

export async function updateItem(
  db: Db,
  id: string,
  { start, end, text, title }: Partial<Pick<Item, 'start' | 'end' | 'text' | 'title'>>,
): Promise<void> {
  const given = { start_seconds: start, end_seconds: end, text, title };
  await db('reel_items')
    .where({ id })
    .update(Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)));
}

/** In the order of the ids. */
export async function reorder(db: Db, ids: string[]): Promise<void> {
  for (const [position, id] of ids.entries()) await db('reel_items').where({ id }).update({ position });
}

/** What was taken out before is gone for good. */
export async function takeOut(db: Db, reelId: string, id: string, removedAt: string): Promise<void> {
  await db('reel_items').where({ reel_id: reelId }).whereNotNull('removed_at').delete();
  await db('reel_items').where({ reel_id: reelId, id }).update({ removed_at: removedAt });
}

/** False where it is not there any more. */
export async function putBack(db: Db, reelId: string, id: string): Promise<boolean> {
  return (await db('reel_items').where({ reel_id: reelId, id }).update({ removed_at: null })) > 0;
}

/** The answers in words to a form that can be quoted: submitted, and with a recording that plays or a text. */
function quotables(db: Db, formId: string) {
  return db('answers')
    .join('responses', 'responses.id', 'answers.response_id')
    .leftJoin('clips', 'clips.id', 'answers.clip_id')
    .where({ 'responses.form_id': formId, 'responses.state': 'submitted' })
    .whereIn('answers.kind', ['video', 'voice', 'typed', 'text'])
    .whereRaw(`iif(answers.clip_id is null, answers.text is not null, clips.state = 'ready')`);
}

export async function findQuotable(db: Db, formId: string, answerId: string): Promise<Quotable | undefined> {
  return quotables(db, formId).where({ 'answers.id': answerId }).first<Quotable | undefined>(quotable);
}

/** The newest first, before the answer `before`; of those, if there are words, in which they stand. */
export async function listQuotables(
  db: Db,
  formId: string,
  {
    words,
    before,
    isRecorded,
    limit,
  }: { words: string; before?: string | undefined; isRecorded: boolean; limit: number },
): Promise<Quotable[]> {
  const sought = `%${words.replace(/[\\%_]/g, '\\$&')}%`;
  return quotables(db, formId)
    .leftJoin('transcripts', 'transcripts.clip_id', 'answers.clip_id')
    .whereRaw(`iif(answers.clip_id is null, answers.text, transcripts.text) like ? escape '\\'`, [sought])
    .modify((query) => before !== undefined && void query.where('answers.id', '<', before))
    .modify((query) => isRecorded && void query.whereNotNull('answers.clip_id'))
    .orderBy('answers.id', 'desc')
    .limit(limit)
    .select<Quotable[]>(quotable);
}

export async function listQuotablesById(db: Db, formId: string, ids: string[]): Promise<Quotable[]> {
  return quotables(db, formId).whereIn('answers.id', ids).select<Quotable[]>(quotable);
}
