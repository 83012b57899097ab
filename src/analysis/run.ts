import { timestamp } from '../platform/clock.ts';
import { inTransaction, type Db } from '../platform/database.ts';
import { defineJob, PermanentFailure, TakesLong, type JobContext } from '../platform/jobs/job.ts';
import { findJob, isAsked, isRunning, updatePayload } from '../platform/jobs/queue.ts';
import { Turns } from '../platform/turns.ts';
import { findAnalysis, listFormsOf, openAnalysis, updateAnalysis } from './analysis.store.ts';
import { countAnswersInWords } from './answer.store.ts';
import { arrangeThemes } from './arranging.ts';
import { embeddingStatus } from './engines/choose.ts';
import { readAnswers } from './reading.ts';
import { findOutdated } from './reread.store.ts';
import { databaseNow, forgetWaiting } from './waiting.store.ts';

export interface RunPayload {
  analysisId: string;
  /** Look for themes anew, beside those that people touched. */
  anew: boolean;
  /** The engine for which one analysis after the other is read again; the next one follows this. */
  rereadBy?: string;
}

/** More answers than this are arranged in the lane for long work. */
const quicklyArranged = 500;

/** Two at once would read the same answers, and each would take the sentences of the other's placements away. */
const turns = new Turns();

/** Reads what is new in the answers of an analysis and puts it into themes. Handlers run safely twice: what was read is kept. */
export const runAnalysis = defineJob<RunPayload>(
  'analysis.run',
  async (payload, context) => {
    if (!context.isLong && (await takesLong(payload, context))) throw new TakesLong();
    await turns.take('', () => run(payload, context));
  },
  { title: 'Finding themes in answers', attempts: 2, onFailed: goOn },
);

/** Recordings are not to wait for it, nor for the one before it. */
async function takesLong({ analysisId }: RunPayload, { db, jobId }: JobContext): Promise<boolean> {
  if (await isRunning(db, runAnalysis.name, jobId)) return true;
  return (await countAnswersInWords(db, await listFormsOf(db, analysisId))) > quicklyArranged;
}

async function run({ analysisId, anew, rereadBy }: RunPayload, context: JobContext): Promise<void> {
  const { db, config, clock } = context;
  if (!(await openAnalysis(db, analysisId, timestamp(clock)))) return goOn(db, { analysisId, rereadBy });
  const engine = embeddingStatus(config);
  if (!engine.ready) throw new PermanentFailure(engine.missing);
  const [started, arrivedBefore] = [clock.now().getTime(), await databaseNow(db)];
  await readAnswers(context, await listFormsOf(db, analysisId), engine);
  await context.progress(92);
  const outcome = await arrangeThemes(context, analysisId, anew, engine);
  const seconds = Math.round((clock.now().getTime() - started) / 100) / 10;
  const finishedAt = timestamp(clock);
  await inTransaction(db, async (trx) => {
    await updateAnalysis(trx, analysisId, { engine: engine.id, finishedAt, outcome: { ...outcome, seconds } });
    await forgetWaiting(trx, analysisId, arrivedBefore);
  });
  await goOn(db, { analysisId, rereadBy: rereadBy && engine.id });
}

async function goOn(db: Db, { analysisId, rereadBy }: Pick<RunPayload, 'analysisId' | 'rereadBy'>): Promise<void> {
  if (rereadBy) await rereadNext(db, rereadBy, analysisId);
}

/** Begins with the first analysis behind that id which another engine read and for which no run waits already. */
export async function rereadNext(db: Db, engine: string, after: string): Promise<void> {
  let next = await findOutdated(db, engine, after);
  while (next && !(await startAnalysis(db, { analysisId: next, anew: false, rereadBy: engine }, { long: true })))
    next = await findOutdated(db, engine, next);
}

/** One run of an analysis waits or works at a time: while it does, no other is begun. Returns whether one was. */
export async function startAnalysis(db: Db, payload: RunPayload, { long }: { long?: boolean } = {}): Promise<boolean> {
  return inTransaction(db, async (trx) => {
    const job = await findJob(trx, runAnalysis.name, payload.analysisId);
    if (job?.state === 'queued' || job?.state === 'running') return false;
    await runAnalysis.later(trx, payload, { subject: payload.analysisId, long });
    return true;
  });
}

/** After somebody taught it something: a run that works already may not have heard of it, so that another one follows. */
export async function learnFrom(db: Db, payload: RunPayload): Promise<void> {
  await inTransaction(db, async (trx) => {
    const job = await findJob(trx, runAnalysis.name, payload.analysisId);
    if (job?.state !== 'queued') await runAnalysis.later(trx, payload, { subject: payload.analysisId });
    else if (payload.anew) await updatePayload(trx, job.id, { ...(JSON.parse(job.payload) as RunPayload), ...payload });
  });
}

/** Whether any analysis waits for its run, or has it now. */
export async function isUnderWay(db: Db): Promise<boolean> {
  return isAsked(db, runAnalysis.name);
}

/** For the hook `answerCorrected`: what was read of an answer follows its words, where its form was analysed before. */
export async function followCorrection(db: Db, formId: string): Promise<void> {
  if (await findAnalysis(db, formId)) await learnFrom(db, { analysisId: formId, anew: false });
}
