import type { Viewer } from '../accounts/reviewer.ts';
import type { Db } from '../platform/database.ts';
import type { Passage } from './passage.ts';
import { details, visible } from './submission.store.ts';

export interface PinnedQuote {
  id: string;
  formId: string;
  answerId: string;
  /** As it was pinned. */
  text: string;
  /** Seconds into the answer's clip; null where it was typed. */
  start: number | null;
  end: number | null;
  createdBy: string | null;
  createdAt: string;
}

/** With whose answer it is from, as far as the viewer is told, and who pinned it. */
export interface FoundQuote extends PinnedQuote {
  responseId: string;
  questionId: string;
  name: string | null;
  email: string | null;
  number: number;
  clipId: string | null;
  clipKind: 'video' | 'audio' | null;
  /** Of a typed answer. */
  answerText: string | null;
  pinnedBy: string | null;
}

/** An answer that the viewer may see. */
export async function findQuotable(
  db: Db,
  viewer: Viewer,
  formId: string,
  answerId: string,
): Promise<{ id: string; clipId: string | null; text: string | null } | undefined> {
  return visible(db, viewer)
    .join('answers', 'answers.response_id', 'responses.id')
    .where({ 'responses.form_id': formId, 'answers.id': answerId })
    .first<{ id: string; clipId: string | null; text: string | null } | undefined>({
      id: 'answers.id',
      clipId: 'answers.clip_id',
      text: 'answers.text',
    });
}

/** The id of a quote of the same words at the same moment. */
export async function findSameQuote(
  db: Db,
  answerId: string,
  { text, start }: Pick<Passage, 'text' | 'start'>,
): Promise<string | undefined> {
  const row: { id: string } | undefined = await db('pinned_quotes')
    .where({ answer_id: answerId, text, start_seconds: start })
    .first('id');
  return row?.id;
}

export async function insertQuote(db: Db, quote: PinnedQuote): Promise<void> {
  await db('pinned_quotes').insert({
    id: quote.id,
    form_id: quote.formId,
    answer_id: quote.answerId,
    text: quote.text,
    start_seconds: quote.start,
    end_seconds: quote.end,
    created_by: quote.createdBy,
    created_at: quote.createdAt,
  });
}

export async function deleteQuote(db: Db, id: string): Promise<void> {
  await db('pinned_quotes').where({ id }).delete();
}

export interface WhichQuotes {
  formId: string;
  id?: string | undefined;
  responseId?: string | undefined;
  /** In the words, or in the name as far as the viewer is told it. */
  about?: string | undefined;
  /** After this one. */
  before?: string | undefined;
}

/** The newest first. */
export async function listQuotes(db: Db, viewer: Viewer, which: WhichQuotes, limit: number): Promise<FoundQuote[]> {
  const { name, email } = details(db, viewer);
  return visible(db, viewer)
    .join('answers', 'answers.response_id', 'responses.id')
    .join('pinned_quotes', 'pinned_quotes.answer_id', 'answers.id')
    .leftJoin('clips', 'clips.id', 'answers.clip_id')
    .leftJoin('members', 'members.id', 'pinned_quotes.created_by')
    .where({ 'pinned_quotes.form_id': which.formId })
    .modify((query) => {
      if (which.id) void query.where({ 'pinned_quotes.id': which.id });
      if (which.responseId) void query.where({ 'answers.response_id': which.responseId });
      if (which.before) void query.where('pinned_quotes.id', '<', which.before);
      if (!which.about) return;
      const like = `%${which.about.replace(/[\\%_]/g, '\\$&')}%`;
      void query.whereRaw(`(pinned_quotes.text LIKE ? ESCAPE '\\' OR ?? LIKE ? ESCAPE '\\')`, [like, name, like]);
    })
    .orderBy('pinned_quotes.id', 'desc')
    .limit(limit)
    .select({ name, email })
    .select<FoundQuote[]>({
      id: 'pinned_quotes.id',
      formId: 'pinned_quotes.form_id',
      answerId: 'pinned_quotes.answer_id',
      text: 'pinned_quotes.text',
      start: 'pinned_quotes.start_seconds',
      end: 'pinned_quotes.end_seconds',
      createdBy: 'pinned_quotes.created_by',
      createdAt: 'pinned_quotes.created_at',
      responseId: 'responses.id',
      questionId: 'answers.question_id',
      number: 'responses.number',
      clipId: 'answers.clip_id',
      clipKind: 'clips.kind',
      answerText: 'answers.text',
      pinnedBy: 'members.name',
    });
}

/** What is pinned of a response, for its export. */
export async function listQuotesOf(
  db: Db,
  responseId: string,
): Promise<Pick<PinnedQuote, 'text' | 'start' | 'end' | 'createdAt'>[]> {
  return db('pinned_quotes')
    .join('answers', 'answers.id', 'pinned_quotes.answer_id')
    .where({ response_id: responseId })
    .orderBy('pinned_quotes.id')
    .select({
      text: 'pinned_quotes.text',
      start: 'start_seconds',
      end: 'end_seconds',
      createdAt: 'pinned_quotes.created_at',
    });
}
