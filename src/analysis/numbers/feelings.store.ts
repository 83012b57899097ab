import type { Db } from '../../platform/database.ts';
import { quoteColumns, type Quote } from '../quote.store.ts';
import type { Feeling } from '../sentiment/sentiment.ts';
import type { FeltAt } from './shifts.ts';
import { submitted, type Period } from './store.ts';

/** The mean of each person's answers that were read, in the order of time. */
export async function listFelt(db: Db, formId: string, period: Period): Promise<FeltAt[]> {
  return submitted(db, formId, period)
    .join('analysed_answers', 'analysed_answers.response_id', 'responses.id')
    .whereNotNull('sentiment')
    .groupBy('responses.id')
    .orderBy(['submitted_at', 'responses.id'])
    .select(db.raw('submitted_at as at, avg(sentiment) as sentiment'));
}

/** How many of those who said something of that feeling said it about each theme of the form. */
export async function countThemesFelt(
  db: Db,
  formId: string,
  period: Period,
  feeling: Feeling,
): Promise<{ id: string; name: string; people: number }[]> {
  return submitted(db, formId, period)
    .join('analysed_answers', 'analysed_answers.response_id', 'responses.id')
    .join('sentences', 'sentences.answer_id', 'analysed_answers.answer_id')
    .join('placements', (join) => {
      join.on('placements.sentence_id', 'sentences.id').andOnVal('placements.analysis_id', formId);
    })
    .join('themes', 'themes.id', 'placements.theme_id')
    .where({ 'sentences.feeling': feeling })
    .groupBy('themes.id')
    .select('themes.id as id', 'themes.name as name', db.raw('count(distinct responses.id) as people'));
}

/** A sentence that tells what was said. */
export type Telling = Omit<Quote, 'formTitle' | 'centrality' | 'isShort'> & {
  /** A run has placed it, in a theme or nowhere: 1 or 0. */
  isPlaced: number;
};

/** The strongest sentences of that feeling, one a person; those of a theme first. Too short and too long ones say little. */
export async function listTelling(
  db: Db,
  formId: string,
  period: Period,
  { feeling, themeId, limit }: { feeling: Feeling; themeId: string | null; limit: number },
): Promise<Telling[]> {
  const ranked = submitted(db, formId, period)
    .join('answers', 'answers.response_id', 'responses.id')
    .join('sentences', 'sentences.answer_id', 'answers.id')
    .leftJoin('clips', 'clips.id', 'answers.clip_id')
    .leftJoin('placements', (join) => {
      join.on('placements.sentence_id', 'sentences.id').andOnVal('placements.analysis_id', formId);
    })
    .where({ 'sentences.feeling': feeling })
    .whereRaw('length(sentences.text) between 25 and 240')
    .select({
      ...quoteColumns,
      confidence: db.raw('coalesce(placements.confidence, 0)'),
      byHand: db.raw('NULL'),
      isPlaced: db.raw('placements.sentence_id IS NOT NULL'),
      isAbout: db.raw('(placements.theme_id IS NOT NULL AND placements.theme_id = ?)', [themeId]),
      strength: db.raw('abs(sentences.sentiment)'),
    });
  return db
    .from(
      db
        .from(ranked.as('found'))
        .select(
          '*',
          db.raw('row_number() over (partition by responseId order by isAbout desc, strength desc, id) as nth'),
        )
        .as('ranked'),
    )
    .where({ nth: 1 })
    .orderByRaw('isAbout desc, strength desc, id')
    .limit(limit);
}
