import type { Form } from '../../forms/form.ts';
import { listEveryQuestion } from '../../forms/publication.ts';
import type { Question } from '../../forms/question.ts';
import { timestampIn } from '../../platform/clock.ts';
import type { Db } from '../../platform/database.ts';
import type { Deps } from '../../platform/deps.ts';
import { bucketsFor, type Buckets, type Unit } from './buckets.ts';
import { feelingsOf, type Feelings } from './feelings.ts';
import { listFelt } from './feelings.store.ts';
import { nps, type Nps } from './nps.ts';
import { countQuestion, total, type QuestionNumbers } from './question.ts';
import * as store from './store.ts';
import type { Period } from './store.ts';

export type { Period, QuestionNumbers };

/** What can be counted of a form's responses in a period. */
export interface Numbers {
  form: Form;
  submitted: number;
  /** By whoever answered the form; what was imported has neither a beginning nor a length. */
  completion: Completion | undefined;
  /** Seconds; undefined where nobody answered the form itself. */
  duration: { median: number; lower: number; upper: number } | undefined;
  kinds: { name: string; count: number }[];
  questions: QuestionNumbers[];
  dropOff: DropOff[];
  time: { arrivals: OverTime<number>; nps: OverTime<Nps | undefined> } | undefined;
  sources: { name: string; submitted: number; nps: Nps | undefined }[];
  /** Of the first question that asks for a score. */
  nps: Nps | undefined;
  /** Undefined where no answer with a feeling has been read. */
  feelings: Feelings | undefined;
}

export interface OverTime<Value> {
  buckets: Buckets;
  values: Value[];
}

export interface Completion {
  begun: number;
  submitted: number;
}

/** Who came as far as a question. */
export interface DropOff {
  question: Question;
  reached: number;
  /** Of those, how many gave the form up there. */
  left: number;
}

/** A run that was begun this lately may still be going on, and is not counted as given up. */
const patienceSeconds = 3600;

/**
 * @param zone the IANA zone in which days and weeks begin
 * @param finest what is counted over time is counted at least by this
 */
export async function numbersOf(
  { db, clock }: Deps,
  form: Form,
  period: Period,
  zone: string,
  finest: Unit = 'day',
): Promise<Numbers> {
  const questions = await listEveryQuestion(db, form);
  const arrivals = await store.countArrivals(db, form.id, period);
  const answers = await store.countAnswers(db, form.id, period);
  const endings = await store.countEndings(db, form.id, period, timestampIn(clock, -patienceSeconds));
  const counted = questions.flatMap((question) => countQuestion(question, answers));
  const scored = counted.find(({ question }) => question.type === 'score');
  const scores = scored ? await store.countScores(db, form.id, period, scored.question.id) : [];
  const fromLink = total(arrivals.filter(({ origin }) => origin === 'link'));
  const given = await store.countAnswered(db, form.id, period);
  return {
    form,
    submitted: total(arrivals),
    completion: completionOf(fromLink, endings),
    duration: quartiles(await store.listDurations(db, form.id, period)),
    kinds: countKinds(answers),
    questions: counted,
    dropOff: dropOffOf(metQuestions(questions, given, endings), fromLink, endings),
    time: overTime(arrivals, scores, zone, finest),
    sources: bySource(arrivals, scores),
    nps: scored?.nps,
    feelings: feelingsOf(await listFelt(db, form.id, period), zone, finest),
  };
}

function completionOf(submitted: number, endings: store.Ending[]): Completion | undefined {
  const begun = submitted + total(endings);
  return begun === 0 ? undefined : { begun, submitted };
}

/** @param seconds sorted */
function quartiles(seconds: number[]): Numbers['duration'] {
  if (seconds.length === 0) return undefined;
  return { median: quantile(seconds, 0.5), lower: quantile(seconds, 0.25), upper: quantile(seconds, 0.75) };
}

/** Between the two values around it (R. Hyndman, Y. Fan, "Sample Quantiles in Statistical Packages", 1996, definition 7). */
function quantile(sorted: number[], share: number): number {
  const at = (sorted.length - 1) * share;
  const [below, above] = [sorted[Math.floor(at)] ?? 0, sorted[Math.ceil(at)] ?? 0];
  return below + (above - below) * (at % 1);
}

const kindNames: Record<string, string> = { video: 'Video', voice: 'Voice', typed: 'Typed' };

/** Of what can be said in several ways. */
function countKinds(answers: store.GivenAnswers[]): Numbers['kinds'] {
  const of = (kind: string) =>
    total(answers.filter((answer) => answer.kind === kind || (kind === 'typed' && answer.kind === 'text')));
  const kinds = Object.entries(kindNames).map(([kind, name]) => ({ name, count: of(kind) }));
  return kinds.some(({ count }) => count > 0) ? kinds : [];
}

/** As far as anybody came who answered the form itself. */
function metQuestions(questions: Question[], given: Map<string, number>, endings: store.Ending[]): Question[] {
  const met = new Set([...given.keys(), ...endings.map(({ questionId }) => questionId)]);
  return questions.slice(0, questions.findLastIndex(({ id }) => met.has(id)) + 1);
}

function dropOffOf(questions: Question[], submitted: number, endings: store.Ending[]): DropOff[] {
  let reached = submitted + total(endings);
  return questions.map((question, i) => {
    const before = questions[i - 1]?.id ?? '';
    const left = total(endings.filter(({ questionId }) => questionId === before));
    reached -= left;
    return { question, reached: reached + left, left };
  });
}

type Scores = Awaited<ReturnType<typeof store.countScores>>;

/** Scores by the week at least: those of a day are few, and their margins wide. */
function overTime(arrivals: store.Arrivals[], scores: Scores, zone: string, finest: Unit): Numbers['time'] {
  if (arrivals.length === 0) return undefined;
  const minutes = arrivals.map(({ minute }) => minute);
  const [buckets, wide] = [
    bucketsFor(minutes, zone, finest),
    bucketsFor(minutes, zone, finest === 'day' ? 'week' : finest),
  ];
  const counts = buckets.starts.map(() => 0);
  for (const { minute, count } of arrivals) counts[buckets.indexOf(minute)]! += count;
  const perBucket = wide.starts.map(() => noScores());
  for (const { minute, score, count } of scores) perBucket[wide.indexOf(minute)]![score]! += count;
  return { arrivals: { buckets, values: counts }, nps: { buckets: wide, values: perBucket.map(nps) } };
}

const noScores = () => Array.from({ length: 11 }, () => 0);

function bySource(arrivals: store.Arrivals[], scores: Scores): Numbers['sources'] {
  const names = [...new Set(arrivals.map(nameOfSource))];
  const sources = names.map((name) => {
    const counts = noScores();
    for (const row of scores) if (nameOfSource(row) === name) counts[row.score]! += row.count;
    return { name, submitted: total(arrivals.filter((row) => nameOfSource(row) === name)), nps: nps(counts) };
  });
  return sources.toSorted((a, b) => b.submitted - a.submitted);
}

function nameOfSource({ origin, source }: Pick<store.Arrivals, 'origin' | 'source'>): string {
  return origin === 'imported' ? 'Imported' : (source ?? 'The form’s link');
}

/** Forms that another can be compared with. */
export function listComparable(db: Db): Promise<{ id: string; title: string }[]> {
  return store.listTitles(db);
}
