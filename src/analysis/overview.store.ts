import type { Db } from '../platform/database.ts';
import { person, within } from './analysis.store.ts';

/** How many answers of an analysis were read, how many of them the engine understood, and in how many there was nothing. */
export async function countAnswers(
  db: Db,
  analysisId: string,
): Promise<{ answers: number; readable: number; silent: number }> {
  const row = (await db('analysed_answers')
    .join('responses', 'responses.id', 'analysed_answers.response_id')
    .modify(within(analysisId))
    .first(
      db.raw(`count(*) as answers, sum(sentiment is not null) as readable,
        sum(not exists (select 1 from sentences where answer_id = analysed_answers.answer_id)) as silent`),
    )) as { answers: number; readable: number | null; silent: number | null };
  return { answers: row.answers, readable: row.readable ?? 0, silent: row.silent ?? 0 };
}

/** Who said something that fits a theme, and how they felt about it. */
export interface ThemeCount {
  themeId: string | null;
  people: number;
  sentences: number;
  positive: number;
  neutral: number;
  negative: number;
  /** Mean, from 0 to 1. */
  confidence: number;
}

/** By theme; null is what fits nowhere. */
export async function countByTheme(db: Db, analysisId: string): Promise<ThemeCount[]> {
  return db('placements')
    .join('sentences', 'sentences.id', 'placements.sentence_id')
    .join('analysed_answers', 'analysed_answers.answer_id', 'sentences.answer_id')
    .join('responses', 'responses.id', 'analysed_answers.response_id')
    .where({ 'placements.analysis_id': analysisId })
    .groupBy('theme_id')
    .select<ThemeCount[]>(
      db.raw(`theme_id as themeId, count(distinct ${person}) as people, count(*) as sentences,
        sum(sentences.feeling = 'positive') as positive, sum(sentences.feeling = 'neutral') as neutral,
        sum(sentences.feeling = 'negative') as negative, avg(confidence) as confidence`),
    );
}

/** What the sentences of each theme feel like, in the order of time. */
export async function listFelt(
  db: Db,
  analysisId: string,
): Promise<{ themeId: string; at: string; sentiment: number }[]> {
  return db('placements')
    .join('sentences', 'sentences.id', 'placements.sentence_id')
    .join('answers', 'answers.id', 'sentences.answer_id')
    .join('responses', 'responses.id', 'answers.response_id')
    .where({ 'placements.analysis_id': analysisId })
    .whereNotNull('theme_id')
    .whereNotNull('sentiment')
    .orderBy(['submitted_at', 'sentences.id'])
    .select({ themeId: 'theme_id', at: 'submitted_at', sentiment: 'sentiment' });
}

/** How many people gave an answer in words. */
export async function countPeople(db: Db, analysisId: string): Promise<number> {
  const row = await db('analysed_answers')
    .join('responses', 'responses.id', 'analysed_answers.response_id')
    .modify(within(analysisId))
    .first<{ people: number }>(db.raw(`count(distinct ${person}) as people`));
  return row.people;
}

/** One line of `themes.csv`: an answer with its main theme, the one that most of it is about. */
export interface ThemedAnswer {
  responseId: string;
  name: string | null;
  answer: string;
  theme: string | null;
  /** Of the answer's sentences, from 0 to 1. */
  themeShare: number | null;
  sentiment: number | null;
  score: number | null;
  date: string;
  form: string;
}

/** In the order of their ids, after `afterId`; a page at a time. */
export async function listThemedAnswers(
  db: Db,
  analysisId: string,
  afterId: string,
  limit: number,
): Promise<(ThemedAnswer & { id: string })[]> {
  return db
    .with('shares', (query) => {
      void query
        .from('placements')
        .join('sentences', 'sentences.id', 'placements.sentence_id')
        .where({ 'placements.analysis_id': analysisId })
        .whereNotNull('theme_id')
        .groupBy('answer_id', 'theme_id')
        .select('answer_id', 'theme_id')
        .select(
          db.raw(`sum(confidence) as weight, count(*) as said,
          row_number() over (partition by answer_id order by sum(confidence) desc, theme_id) as rank`),
        );
    })
    .from('analysed_answers')
    .join('answers', 'answers.id', 'analysed_answers.answer_id')
    .join('responses', 'responses.id', 'answers.response_id')
    .join('forms', 'forms.id', 'responses.form_id')
    .leftJoin('transcripts', 'transcripts.clip_id', 'answers.clip_id')
    .leftJoin('shares', (join) => void join.on('shares.answer_id', 'answers.id').andOnVal('shares.rank', 1))
    .leftJoin('themes', 'themes.id', 'shares.theme_id')
    .modify(within(analysisId))
    .where('answers.id', '>', afterId)
    .orderBy('answers.id')
    .limit(limit)
    .select<(ThemedAnswer & { id: string })[]>(
      'answers.id as id',
      'responses.id as responseId',
      'responses.name as name',
      'themes.name as theme',
      'responses.submitted_at as date',
      'forms.title as form',
      db.raw(`coalesce(transcripts.text, answers.text) as answer,
        round(1.0 * said / (select count(*) from sentences where sentences.answer_id = answers.id), 2) as themeShare,
        round(analysed_answers.sentiment, 2) as sentiment,
        (select number from answers as scored where scored.response_id = responses.id
          and scored.kind in ('score', 'stars') order by scored.id limit 1) as score`),
    );
}
