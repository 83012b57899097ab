import type { Db } from '../platform/database.ts';
import type { Felt, Reading } from '../responses/reading.ts';
import type { Feeling } from './sentiment/sentiment.ts';

interface FeltRow {
  sentiment: number | null;
  feeling: Feeling | null;
  confidence: number | null;
}

type AnswerRow = FeltRow & Omit<Reading, 'felt' | 'keyPhrases' | 'sentences'> & { id: string; keyPhrases: string };
type SentenceRow = FeltRow & { answerId: string; text: string; start: number | null; end: number | null };

const felt = { sentiment: 'sentiment', feeling: 'feeling', confidence: 'sentiment_confidence' };

/** What was read of a response's answers, by their ids. */
export async function findReadings(db: Db, responseId: string): Promise<Map<string, Reading>> {
  const answers: AnswerRow[] = await db('analysed_answers')
    .where({ response_id: responseId })
    .select({
      id: 'answer_id',
      language: 'language',
      words: 'words',
      wordsPerMinute: 'words_per_minute',
      talkSeconds: 'talk_seconds',
      silentSeconds: 'silent_seconds',
      keyPhrases: 'key_phrases',
      ...felt,
    });
  const sentences: SentenceRow[] = await db('sentences')
    .whereIn(
      'answer_id',
      answers.map(({ id }) => id),
    )
    .orderBy(['answer_id', 'position'])
    .select({ answerId: 'answer_id', text: 'text', start: 'start_seconds', end: 'end_seconds', ...felt });
  return new Map(
    answers.map(({ id, keyPhrases, sentiment, feeling, confidence, ...measured }) => [
      id,
      {
        ...measured,
        felt: toFelt({ sentiment, feeling, confidence }),
        keyPhrases: JSON.parse(keyPhrases) as string[],
        sentences: sentences
          .filter(({ answerId }) => answerId === id)
          .map(({ text, start, end, ...row }) => ({ text, start, end, felt: toFelt(row) })),
      },
    ]),
  );
}

function toFelt({ sentiment, feeling, confidence }: FeltRow): Felt | null {
  if (sentiment === null || feeling === null) return null;
  return { sentiment, feeling, confidence: confidence ?? 0 };
}
