import type { Db } from '../platform/database.ts';

/** What a run put elsewhere. */
export interface Move {
  sentenceId: string;
  /** Its answer had not been read before. */
  isNew: boolean;
  fromThemeId: string | null;
  toThemeId: string | null;
}

/** Takes the place of what the run before moved; what is gone meanwhile is left out. */
export async function replaceMoves(db: Db, analysisId: string, moves: Move[]): Promise<void> {
  await db('theme_moves').where({ analysis_id: analysisId }).delete();
  await db.raw(
    `insert into theme_moves (analysis_id, sentence_id, is_new, from_theme_id, to_theme_id)
      select ?, sentences.id, move.value ->> 'isNew', (select id from themes where id = move.value ->> 'fromThemeId'),
          (select id from themes where id = move.value ->> 'toThemeId')
        from json_each(?) as move join sentences on sentences.id = move.value ->> 'sentenceId'`,
    [analysisId, JSON.stringify(moves)],
  );
}

/** As it is told: what was said by whom, and where it went. */
export interface ToldMove {
  sentenceId: string;
  answerId: string;
  responseId: string;
  name: string | null;
  /** Of the response, for those without a name. */
  number: number;
  text: string;
  isNew: boolean;
  fromId: string | null;
  /** Null: from nowhere, or from a theme that is gone. */
  from: string | null;
  toId: string | null;
  /** Null: it fits nowhere. */
  to: string | null;
}

/** What the last run moved, perhaps into or out of one theme alone; what was known before comes before what is new. */
export async function listMoves(db: Db, analysisId: string, themeId?: string): Promise<ToldMove[]> {
  const rows: (Omit<ToldMove, 'isNew'> & { isNew: number })[] = await db('theme_moves')
    .join('sentences', 'sentences.id', 'theme_moves.sentence_id')
    .join('answers', 'answers.id', 'sentences.answer_id')
    .join('responses', 'responses.id', 'answers.response_id')
    .leftJoin({ source: 'themes' }, 'source.id', 'theme_moves.from_theme_id')
    .leftJoin({ target: 'themes' }, 'target.id', 'theme_moves.to_theme_id')
    .where({ 'theme_moves.analysis_id': analysisId })
    .modify((query) => {
      if (themeId)
        void query.where((one) => void one.where({ from_theme_id: themeId }).orWhere({ to_theme_id: themeId }));
    })
    .orderBy(['is_new', 'responses.submitted_at', 'sentences.answer_id', 'position'])
    .select({
      sentenceId: 'sentences.id',
      answerId: 'answers.id',
      responseId: 'responses.id',
      name: 'responses.name',
      number: 'responses.number',
      text: 'sentences.text',
      isNew: 'is_new',
      fromId: 'source.id',
      from: 'source.name',
      toId: 'target.id',
      to: 'target.name',
    });
  return rows.map((row) => ({ ...row, isNew: Boolean(row.isNew) }));
}
