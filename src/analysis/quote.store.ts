import type { Db } from '../platform/database.ts';
import type { Felt } from './answer.store.ts';
import type { Feeling } from './sentiment/sentiment.ts';

/** A sentence as a theme shows it: who said it, where, and when in the recording. */
export interface Quote extends Felt {
  id: string;
  answerId: string;
  responseId: string;
  questionId: string;
  formTitle: string;
  name: string | null;
  /** Of the response, for those without a name. */
  number: number;
  submittedAt: string;
  clipId: string | null;
  clipKind: 'video' | 'audio' | null;
  start: number | null;
  end: number | null;
  text: string;
  themeId: string | null;
  confidence: number;
  /** How near it is to the middle of its theme, from -1 to 1. */
  centrality: number;
  /** Too short to tell much: 1 or 0. */
  isShort: number;
  /** `moved` or `pinned` by hand, else null. */
  byHand: 'moved' | 'pinned' | null;
}

/** Which quotes of a theme are wanted. */
export interface QuotesWanted {
  limit: number;
  feeling?: Feeling;
  formId?: string;
  /** The last one of the page before. */
  after?: QuotePlace;
}

/** Where a quote stands among those of its theme. */
export type QuotePlace = Pick<Quote, 'id' | 'centrality' | 'isShort'> & { isPinned: boolean };

export function placeOf({ id, centrality, isShort, byHand }: Quote): QuotePlace {
  return { id, centrality, isShort, isPinned: byHand === 'pinned' };
}

const isUnpinned = `theme_examples.kind is not 'pinned'`;
const isShort = 'length(sentences.text) < 25';
const order = `${isUnpinned}, ${isShort}, -placements.centrality, sentences.id`;

function keyOf({ isPinned, isShort, centrality, id }: QuotePlace) {
  return [isPinned ? 0 : 1, isShort, -centrality, id];
}

/** What is told of a sentence wherever it is quoted; `themeId` is that of the placement that was joined. */
export const quoteColumns = {
  id: 'sentences.id',
  answerId: 'sentences.answer_id',
  responseId: 'responses.id',
  questionId: 'answers.question_id',
  name: 'responses.name',
  number: 'responses.number',
  submittedAt: 'responses.submitted_at',
  clipId: 'answers.clip_id',
  clipKind: 'clips.kind',
  start: 'sentences.start_seconds',
  end: 'sentences.end_seconds',
  text: 'sentences.text',
  sentiment: 'sentences.sentiment',
  feeling: 'sentences.feeling',
  sentimentConfidence: 'sentences.sentiment_confidence',
  themeId: 'placements.theme_id',
};

/** The most telling first: pinned ones, then what is nearest to the middle of its theme. */
export async function listQuotes(
  db: Db,
  analysisId: string,
  themeId: string | null,
  { limit, feeling, formId, after }: QuotesWanted,
): Promise<Quote[]> {
  return db('placements')
    .join('sentences', 'sentences.id', 'placements.sentence_id')
    .join('answers', 'answers.id', 'sentences.answer_id')
    .join('responses', 'responses.id', 'answers.response_id')
    .join('forms', 'forms.id', 'responses.form_id')
    .leftJoin('clips', 'clips.id', 'answers.clip_id')
    .leftJoin('theme_examples', (join) => {
      join
        .on('theme_examples.answer_id', 'sentences.answer_id')
        .andOn('theme_examples.text', 'sentences.text')
        .andOnVal('theme_examples.analysis_id', analysisId);
    })
    .where({ 'placements.analysis_id': analysisId, 'placements.theme_id': themeId })
    .modify((query) => feeling && void query.where({ 'sentences.feeling': feeling }))
    .modify((query) => formId && void query.where({ 'responses.form_id': formId }))
    .modify((query) => after && void query.whereRaw(`(${order}) > (?, ?, ?, ?)`, keyOf(after)))
    .orderByRaw(order)
    .limit(limit)
    .select<Quote[]>({
      ...quoteColumns,
      formTitle: 'forms.title',
      confidence: 'placements.confidence',
      centrality: 'placements.centrality',
      byHand: 'theme_examples.kind',
    })
    .select(db.raw(`${isShort} as isShort`));
}

export type PlayedQuote = Pick<Quote, 'id' | 'clipId' | 'start' | 'end' | 'text' | 'name' | 'number'>;

/** One quote of an analysis, for its player. */
export async function findQuoteToPlay(
  db: Db,
  analysisId: string,
  sentenceId: string,
): Promise<PlayedQuote | undefined> {
  return db('placements')
    .join('sentences', 'sentences.id', 'placements.sentence_id')
    .join('answers', 'answers.id', 'sentences.answer_id')
    .join('responses', 'responses.id', 'answers.response_id')
    .where({ 'placements.analysis_id': analysisId, 'sentences.id': sentenceId })
    .first<PlayedQuote | undefined>({
      id: 'sentences.id',
      clipId: 'answers.clip_id',
      start: 'sentences.start_seconds',
      end: 'sentences.end_seconds',
      text: 'sentences.text',
      name: 'responses.name',
      number: 'responses.number',
    });
}

/** The theme that a quote is in. */
export async function themeOf(
  db: Db,
  analysisId: string,
  sentenceId: string,
): Promise<{ id: string; name: string } | undefined> {
  return db('placements')
    .join('themes', 'themes.id', 'placements.theme_id')
    .where({ 'placements.analysis_id': analysisId, sentence_id: sentenceId })
    .first<{ id: string; name: string } | undefined>({ id: 'themes.id', name: 'themes.name' });
}
