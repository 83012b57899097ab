import type { Db } from '../platform/database.ts';

/** What somebody said, as far as an analysis reads it. */
export async function listSaidIn(db: Db, responseId: string): Promise<{ analysisId: string; text: string }[]> {
  return db('placements')
    .join('sentences', 'sentences.id', 'placements.sentence_id')
    .join('answers', 'answers.id', 'sentences.answer_id')
    .where({ 'answers.response_id': responseId })
    .select({ analysisId: 'placements.analysis_id', text: 'sentences.text' });
}

/** Whether in an analysis anybody else has said all of these pieces of words in one sentence. */
export async function isSaidByOthers(
  db: Db,
  { analysisId, responseId }: { analysisId: string; responseId: string },
  pieces: string[],
): Promise<boolean> {
  const sentence: unknown = await db('placements')
    .join('sentences', 'sentences.id', 'placements.sentence_id')
    .join('answers', 'answers.id', 'sentences.answer_id')
    .where({ 'placements.analysis_id': analysisId })
    .whereNot({ 'answers.response_id': responseId })
    .modify((query) => {
      for (const piece of pieces) void query.whereRaw(`instr(lower(sentences.text), ?) > 0`, [piece]);
    })
    .first('sentences.id');
  return sentence !== undefined;
}
