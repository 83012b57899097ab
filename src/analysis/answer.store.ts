import type { Knex } from 'knex';
import { inTransaction, type Db } from '../platform/database.ts';
import type { Segment } from '../transcripts/segment.ts';
import type { Feeling } from './sentiment/sentiment.ts';
import { toBlob } from './vector.ts';

/** An answer in words, as it was given: typed, or as a transcript has it. */
export interface AnswerInWords {
  id: string;
  responseId: string;
  formId: string;
  /** Null where it was typed. */
  clipId: string | null;
  text: string;
  seconds: number | null;
  silentSeconds: number | null;
}

/** Of what was submitted to these forms, in the order of their ids. */
export async function listAnswersInWords(db: Db, formIds: string[]): Promise<AnswerInWords[]> {
  return asWords(
    db,
    answersInWords(db, (responses) => void responses.whereIn('responses.form_id', formIds)),
  );
}

/** Of one response, if it was submitted. */
export async function listAnswersInWordsOf(db: Db, responseId: string): Promise<AnswerInWords[]> {
  return asWords(
    db,
    answersInWords(db, (responses) => void responses.where({ 'responses.id': responseId })),
  );
}

export async function countAnswersInWords(db: Db, formIds: string[]): Promise<number> {
  const query = answersInWords(db, (responses) => void responses.whereIn('responses.form_id', formIds));
  const row = await query.count<{ answers: number }[]>({ answers: '*' }).first();
  return row?.answers ?? 0;
}

function asWords(db: Db, query: Knex.QueryBuilder): Promise<AnswerInWords[]> {
  return query
    .leftJoin('clips', 'clips.id', 'answers.clip_id')
    .orderBy('answers.id')
    .select<AnswerInWords[]>(
      'answers.id as id',
      'answers.response_id as responseId',
      'responses.form_id as formId',
      'answers.clip_id as clipId',
      db.raw('coalesce(transcripts.text, answers.text) as text'),
      'clips.seconds as seconds',
      'clips.silent_seconds as silentSeconds',
    );
}

function answersInWords(db: Db, among: (query: Knex.QueryBuilder) => void): Knex.QueryBuilder {
  return db('answers')
    .join('responses', 'responses.id', 'answers.response_id')
    .leftJoin('transcripts', 'transcripts.clip_id', 'answers.clip_id')
    .where({ 'responses.state': 'submitted' })
    .modify(among)
    .whereIn('answers.kind', ['video', 'voice', 'typed', 'text'])
    .whereRaw('coalesce(transcripts.text, answers.text) IS NOT NULL');
}

/** What was said in a clip, phrase by phrase. */
export async function listSegments(db: Db, clipId: string): Promise<Segment[]> {
  return db('transcript_segments')
    .join('transcripts', 'transcripts.id', 'transcript_segments.transcript_id')
    .where({ clip_id: clipId })
    .orderBy('position')
    .select<Segment[]>({ start: 'start_seconds', end: 'end_seconds', text: 'transcript_segments.text' });
}

/** The response that answers with this clip. */
export async function findSubmittedResponseOfClip(db: Db, clipId: string): Promise<string | undefined> {
  const row: { id: string } | undefined = await db('answers')
    .join('responses', 'responses.id', 'answers.response_id')
    .where({ clip_id: clipId, 'responses.state': 'submitted' })
    .first({ id: 'responses.id' });
  return row?.id;
}

/** What each answer of a response looked like when it was last read, by its id. */
export async function findFingerprintsOf(db: Db, responseId: string): Promise<Map<string, string>> {
  const rows: { answer_id: string; fingerprint: string }[] = await db('analysed_answers')
    .where({ response_id: responseId })
    .select('answer_id', 'fingerprint');
  return new Map(rows.map((row) => [row.answer_id, row.fingerprint]));
}

/** What each answer to these forms looked like when it was last read, by its id. */
export async function findFingerprints(db: Db, formIds: string[]): Promise<Map<string, string>> {
  const rows: { answer_id: string; fingerprint: string }[] = await db('analysed_answers')
    .whereIn('form_id', formIds)
    .select('answer_id', 'fingerprint');
  return new Map(rows.map((row) => [row.answer_id, row.fingerprint]));
}

export interface Felt {
  sentiment: number | null;
  feeling: Feeling | null;
  sentimentConfidence: number | null;
}

export interface ReadAnswer extends Felt {
  answerId: string;
  responseId: string;
  formId: string;
  fingerprint: string;
  language: string | null;
  words: number;
  wordsPerMinute: number | null;
  talkSeconds: number | null;
  silentSeconds: number | null;
  keyPhrases: string[];
  analysedAt: string;
  sentences: ReadSentence[];
}

export interface ReadSentence extends Felt {
  id: string;
  text: string;
  start: number | null;
  end: number | null;
  vector: Float32Array | null;
  passageVector: Float32Array | null;
}

/**
 * Each takes the place of what was known of the answer; sentences that are the same stay themselves, with their themes. Left
 * out is what has been erased meanwhile, and what somebody else has read meanwhile: its sentences may have their places already.
 */
export async function putReadAnswers(db: Db, all: ReadAnswer[]): Promise<void> {
  await inTransaction(db, async (trx) => {
    const known: Pick<ReadAnswer, 'answerId' | 'fingerprint'>[] = await trx('analysed_answers')
      .whereIn(
        'answer_id',
        all.map(({ answerId }) => answerId),
      )
      .select({ answerId: 'answer_id', fingerprint: 'fingerprint' });
    const answers = all.filter(
      (answer) => !known.some((one) => one.answerId === answer.answerId && one.fingerprint === answer.fingerprint),
    );
    const ids = answers.map(({ answerId }) => answerId);
    const there = new Set(await trx('answers').whereIn('id', ids).pluck<string[]>('id'));
    const before = await findKnownSentences(trx, ids);
    for (const answer of answers) {
      const sentences = before.get(answer.answerId) ?? [];
      if (!there.has(answer.answerId)) await forgetAnswers(trx, [answer.answerId]);
      else if (areSame(sentences, answer.sentences)) await updateAnswer(trx, answer, sentences);
      else await replaceAnswer(trx, answer);
    }
  });
}

interface KnownSentence {
  id: string;
  text: string;
}

/** In their order, by the ids of their answers. */
async function findKnownSentences(db: Db, answerIds: string[]): Promise<Map<string, KnownSentence[]>> {
  const rows: { id: string; text: string; answer_id: string }[] = await db('sentences')
    .whereIn('answer_id', answerIds)
    .orderBy(['answer_id', 'position'])
    .select('id', 'text', 'answer_id');
  const known = new Map<string, KnownSentence[]>();
  for (const { id, text, answer_id } of rows) known.set(answer_id, [...(known.get(answer_id) ?? []), { id, text }]);
  return known;
}

function areSame(known: KnownSentence[], read: ReadSentence[]): boolean {
  return known.length > 0 && known.length === read.length && known.every(({ text }, i) => text === read[i]!.text);
}

async function updateAnswer(db: Db, answer: ReadAnswer, known: KnownSentence[]): Promise<void> {
  await db('analysed_answers').where({ answer_id: answer.answerId }).update(toRow(answer));
  for (const [i, { id }] of known.entries())
    await db('sentences')
      .where({ id })
      .update({ ...toSentenceRow(answer, answer.sentences[i]!, i), id });
}

async function replaceAnswer(db: Db, answer: ReadAnswer): Promise<void> {
  await forgetAnswers(db, [answer.answerId]);
  await db('analysed_answers').insert(toRow(answer));
  await db.batchInsert(
    'sentences',
    answer.sentences.map((sentence, i) => toSentenceRow(answer, sentence, i)),
    50,
  );
}

function toRow(answer: ReadAnswer) {
  return {
    answer_id: answer.answerId,
    response_id: answer.responseId,
    form_id: answer.formId,
    fingerprint: answer.fingerprint,
    language: answer.language,
    words: answer.words,
    words_per_minute: answer.wordsPerMinute,
    talk_seconds: answer.talkSeconds,
    silent_seconds: answer.silentSeconds,
    ...feltColumns(answer),
    key_phrases: JSON.stringify(answer.keyPhrases),
    analysed_at: answer.analysedAt,
  };
}

function toSentenceRow({ answerId, formId }: ReadAnswer, sentence: ReadSentence, position: number) {
  return {
    id: sentence.id,
    answer_id: answerId,
    form_id: formId,
    position,
    start_seconds: sentence.start,
    end_seconds: sentence.end,
    text: sentence.text,
    ...feltColumns(sentence),
    vector: sentence.vector && toBlob(sentence.vector),
    passage_vector: sentence.passageVector && toBlob(sentence.passageVector),
  };
}

function feltColumns({ sentiment, feeling, sentimentConfidence }: Felt) {
  return { sentiment, feeling, sentiment_confidence: sentimentConfidence };
}

/** Answers that are no longer there, or have no words any more. */
export async function forgetAnswers(db: Db, answerIds: string[]): Promise<void> {
  await db('analysed_answers').whereIn('answer_id', answerIds).delete();
}

export async function findWeights(db: Db, engine: string): Promise<Buffer | undefined> {
  const row = await db('sentiment_models').where({ engine }).first<{ weights: Buffer } | undefined>('weights');
  return row?.weights;
}

export async function putWeights(db: Db, engine: string, weights: Buffer): Promise<void> {
  await db('sentiment_models').insert({ engine, weights }).onConflict('engine').merge();
}
