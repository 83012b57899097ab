import { createHash } from 'node:crypto';
import { timestamp } from '../platform/clock.ts';
import { newId } from '../platform/ids.ts';
import type { JobContext } from '../platform/jobs/job.ts';
import * as store from './answer.store.ts';
import type { AnswerInWords, Felt, ReadAnswer, ReadSentence } from './answer.store.ts';
import { engineProcess, type EngineProcess } from './engine-process.ts';
import type { EmbeddingStatus } from './engines/choose.ts';
import { useLite } from './engines/use-lite.ts';
import { keyPhrases, looksEnglish } from './phrases.ts';
import { countWords, passagesOf, sentencesOf, sentencesSpoken, type Sentence } from './sentence.ts';
import { defaultWeights } from './sentiment/default-weights.ts';
import type { Weights } from './sentiment/softmax.ts';
import { combined, type Sentiment } from './sentiment/sentiment.ts';
import { fromBlob, toBlob } from './vector.ts';

export type Engine = Extract<EmbeddingStatus, { ready: true }>;

/** Answers are read and kept so many at a time: what is kept need not be read again after an interruption. */
const atOnce = 20;

/** Raised when what is kept of an answer changes; every answer is read anew then. */
const edition = 2;

/**
 * Reads what is new or has changed in the answers to some forms: sentences, their vectors, what they feel like, how fast they were
 * spoken. Returns how many answers were read.
 */
export async function readAnswers(context: JobContext, formIds: string[], engine: Engine): Promise<number> {
  const { db } = context;
  return readThose(context, engine, {
    answers: await store.listAnswersInWords(db, formIds),
    known: await store.findFingerprints(db, formIds),
  });
}

/** The same for one response. */
export async function readAnswersOf(context: JobContext, responseId: string, engine: Engine): Promise<number> {
  const { db } = context;
  return readThose(context, engine, {
    answers: await store.listAnswersInWordsOf(db, responseId),
    known: await store.findFingerprintsOf(db, responseId),
  });
}

async function readThose(
  context: JobContext,
  engine: Engine,
  { answers, known }: { answers: AnswerInWords[]; known: Map<string, string> },
): Promise<number> {
  const { db, config, signal, progress } = context;
  const there = new Set(answers.map(({ id }) => id));
  await store.forgetAnswers(
    db,
    [...known.keys()].filter((id) => !there.has(id)),
  );
  const unread = answers.filter((answer) => known.get(answer.id) !== fingerprint(answer, engine));
  if (unread.length === 0) return 0;
  const mind = engineProcess(config);
  const weights = await weightsFor(context, mind, engine);
  for (let start = 0; start < unread.length; start += atOnce) {
    signal.throwIfAborted();
    const batch = unread.slice(start, start + atOnce);
    await store.putReadAnswers(db, await readBatch(context, { engine, mind, weights }, batch));
    await progress(Math.floor((90 * Math.min(unread.length, start + atOnce)) / unread.length));
  }
  return unread.length;
}

function fingerprint({ text, clipId }: AnswerInWords, engine: Engine): string {
  return createHash('sha256')
    .update(`${edition}\n${engine.id}\n${clipId ?? ''}\n${text}`)
    .digest('base64url')
    .slice(0, 22);
}

/** An engine of one's own learns feelings once, which takes half a minute and more. */
async function weightsFor({ db, signal }: JobContext, mind: EngineProcess, { id }: Engine): Promise<Weights> {
  if (id === useLite.id) return defaultWeights;
  const name = `${id} (${edition})`;
  const kept = await store.findWeights(db, name);
  if (kept) return fromBlob(kept);
  const weights = await mind.ask({ ask: 'train' }, signal);
  await store.putWeights(db, name, toBlob(weights));
  return weights;
}

interface Means {
  engine: Engine;
  mind: EngineProcess;
  weights: Weights;
}

interface Cut {
  answer: AnswerInWords;
  sentences: Sentence[];
  passages: number[][];
  isReadable: boolean;
}

async function readBatch(context: JobContext, means: Means, answers: AnswerInWords[]): Promise<ReadAnswer[]> {
  const cuts: Cut[] = [];
  for (const answer of answers) cuts.push(await cut(context, answer, means.engine));
  const readable = cuts.filter(({ isReadable }) => isReadable);
  const alone = readable.flatMap(({ sentences }) => sentences.map(({ text }) => text));
  const together = readable.flatMap(({ sentences, passages }) => passages.map((indices) => textOf(sentences, indices)));
  const vectorOf = await embedded(means, [...alone, ...together], context.signal);
  const own = alone.map(vectorOf);
  const feelings = await means.mind.ask(
    { ask: 'feel', texts: alone, vectors: own, weights: means.weights },
    context.signal,
  );
  const passageVectors = together.map(vectorOf);
  return cuts.map((one) => toReadAnswer(context, means, one, takeOf(one, own, feelings, passageVectors)));
}

/** A text that comes twice, such as a sentence that is all of its passage, is read once. */
async function embedded({ mind }: Means, all: string[], signal: AbortSignal): Promise<(text: string) => Float32Array> {
  const texts = [...new Set(all)];
  const vectors = await mind.ask({ ask: 'embed', texts }, signal);
  const byText = new Map(texts.map((text, i) => [text, vectors[i]!]));
  return (text) => byText.get(text)!;
}

async function cut({ db }: JobContext, answer: AnswerInWords, engine: Engine): Promise<Cut> {
  const spoken = answer.clipId ? sentencesSpoken(await store.listSegments(db, answer.clipId)) : undefined;
  const sentences = spoken ?? sentencesOf(answer.text);
  const isReadable = sentences.length > 0 && (!engine.isDefault || looksEnglish(answer.text));
  return { answer, sentences, passages: passagesOf(sentences), isReadable };
}

function textOf(sentences: Sentence[], indices: number[]): string {
  return indices.map((i) => sentences[i]!.text).join(' ');
}

/** The next answer's share of what the engine said about all of them. */
function takeOf(
  { sentences, passages, isReadable }: Cut,
  own: Float32Array[],
  feelings: Sentiment[],
  together: Float32Array[],
) {
  if (!isReadable) return undefined;
  const passageVectors = together.splice(0, passages.length);
  const passageOf = sentences.map((_, i) => passages.findIndex((indices) => indices.includes(i)));
  return {
    vectors: own.splice(0, sentences.length),
    feelings: feelings.splice(0, sentences.length),
    passageVectors: passageOf.map((passage) => passageVectors[passage]!),
  };
}

function toReadAnswer(
  { clock }: JobContext,
  { engine }: Means,
  { answer, sentences, isReadable }: Cut,
  heard: ReturnType<typeof takeOf>,
): ReadAnswer {
  const words = countWords(answer.text);
  const talkSeconds = talkOf(answer, sentences);
  const whole =
    heard && combined(heard.feelings.map((sentiment, i) => ({ sentiment, length: sentences[i]!.text.length })));
  return {
    answerId: answer.id,
    responseId: answer.responseId,
    formId: answer.formId,
    fingerprint: fingerprint(answer, engine),
    language: looksEnglish(answer.text) && words > 0 ? 'en' : null,
    words,
    wordsPerMinute: talkSeconds && talkSeconds >= 1 ? Math.round((words / talkSeconds) * 60) : null,
    talkSeconds,
    silentSeconds: answer.silentSeconds,
    ...felt(whole),
    keyPhrases: isReadable ? keyPhrases(answer.text) : [],
    analysedAt: timestamp(clock),
    sentences: sentences.map((sentence, i): ReadSentence => ({
      id: newId(),
      ...sentence,
      ...felt(heard?.feelings[i]),
      vector: heard?.vectors[i] ?? null,
      passageVector: heard?.passageVectors[i] ?? null,
    })),
  };
}

/** The recording without its silences, or else as long as phrases are marked. */
function talkOf({ clipId, seconds, silentSeconds }: AnswerInWords, sentences: Sentence[]): number | null {
  if (!clipId) return null;
  if (seconds !== null && silentSeconds !== null) return Math.max(0, seconds - silentSeconds);
  return sentences.reduce((sum, { start, end }) => sum + (end ?? 0) - (start ?? 0), 0);
}

function felt(sentiment: Sentiment | undefined): Felt {
  if (!sentiment) return { sentiment: null, feeling: null, sentimentConfidence: null };
  return { sentiment: sentiment.value, feeling: sentiment.feeling, sentimentConfidence: sentiment.confidence };
}
