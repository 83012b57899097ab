import { timestamp } from '../platform/clock.ts';
import { inTransaction, type Db } from '../platform/database.ts';
import type { Deps } from '../platform/deps.ts';
import { Conflict, Invalid, NotFound } from '../platform/http/errors.ts';
import { newId } from '../platform/ids.ts';
import type { TakeFinished, TakeStarted } from '../browser/wire.ts';
import type { Question } from '../forms/question.ts';
import { createClip, deleteClip, getClip, type Clip, type ClipState } from '../media/clip.ts';
import { cleanFileName } from '../media/file-name.ts';
import { confirmTake } from '../media/confirmation.ts';
import { listFurtherParts, settleParts, startPart } from '../media/parts.ts';
import { issueTicket } from '../media/ticket.ts';
import { answerWithTake, type Answer } from './answer.ts';
import { whileStarted } from './response.ts';
import { getQuestion, type Run } from './run.ts';
import { listAnswers } from './store.ts';
import * as store from './take.store.ts';

/** One try at a recorded answer. It counts from the moment "Start recording" was pressed. */
export interface Take {
  id: string;
  responseId: string;
  questionId: string;
  /** From 1, for each question. */
  number: number;
  kind: 'video' | 'voice' | 'file';
  clipId: string;
  /** Of its recording. One that `failed` does not count; one that was `discarded` by the respondent does. */
  state: ClipState | 'discarded';
  /** As the browser counted them; null until all of it is confirmed. */
  seconds: number | null;
  startedAt: string;
}

/** @throws Conflict when no take is left, or once submitted */
export function startTake(deps: Deps, run: Run, question: Question, given: NewTake): Promise<TakeStarted> {
  const { kind } = given;
  checkKind(question, kind);
  return inTransaction(deps.db, async (trx) => {
    const id = newId();
    const clip = await clipFor(deps, trx, id, question, given);
    const take = await insertTake({ ...deps, db: trx }, run, question, { id, kind, clipId: clip.id });
    return started({ ...deps, db: trx }, run, take, clip, question);
  });
}

export interface NewTake {
  kind: Take['kind'];
  mime: string;
  /** Of a file that was chosen and not recorded on the page. */
  name?: string | undefined;
}

function checkKind(question: Question, kind: Take['kind']): void {
  if (kind === 'file' ? question.type === 'file' : question.type === 'recorded' && question.kinds.includes(kind))
    return;
  throw new Invalid({ kind: `This question is not answered by ${kind}.` });
}

/** Counts it. @throws Conflict when no take is left, or once submitted */
export function insertTake(
  { db, clock }: Deps,
  run: Run,
  question: Question,
  made: Pick<Take, 'id' | 'kind' | 'clipId'>,
): Promise<Take> {
  return whileStarted(db, run.response, async (trx) => {
    const takes = await listTakes(trx, run, question.id);
    checkTakesLeft(question, takes);
    const number = (takes.at(-1)?.number ?? 0) + 1;
    const take = { ...made, responseId: run.response.id, questionId: question.id, number, startedAt: timestamp(clock) };
    await store.insertTake(trx, take);
    return { ...take, state: 'uploading', seconds: null };
  });
}

/** What one question may fill the disk with, "as many as you like" included. */
const mostTakes = 50;

function checkTakesLeft({ takesAllowed }: Question, takes: Take[]): void {
  if (takesAllowed > 0 && countUsed(takes) >= takesAllowed) {
    throw new Conflict(
      `You have used ${takesAllowed === 1 ? 'your one take' : `all ${takesAllowed} takes`} of this question.`,
    );
  }
  if (takes.length >= mostTakes) {
    throw new Conflict(
      `You have recorded this ${mostTakes} times, and there is room for no more. Use a take you have.`,
    );
  }
}

export function countUsed(takes: Take[]): number {
  return takes.filter(({ state }) => state !== 'failed').length;
}

function clipFor(deps: Deps, db: Db, takeId: string, question: Question, { kind, mime, name }: NewTake): Promise<Clip> {
  return createClip(db, deps.clock, {
    ownerKind: 'take',
    ownerId: takeId,
    kind: kind === 'voice' ? 'audio' : kind,
    mime,
    ...(name !== undefined && { originalName: cleanFileName(name) }),
    maxBytes: kind === 'file' || name !== undefined ? deps.config.maxUploadBytes : mostBytes(deps, kind, question),
    ...(kind !== 'file' && { maxSeconds: question.timeLimit }),
  });
}

const bytesPerSecond = { video: 1_000_000, voice: 64_000 };
const slackBytes = 8_000_000;

/** Room for three times what the recorder asks its encoder for, since encoders overshoot. */
function mostBytes({ config }: Deps, kind: 'video' | 'voice', { timeLimit }: Question): number {
  return Math.min(config.maxUploadBytes, slackBytes + timeLimit * bytesPerSecond[kind]);
}

async function started(deps: Deps, run: Run, take: Take, clip: Clip, { takesAllowed }: Question): Promise<TakeStarted> {
  const used = countUsed(await listTakes(deps.db, run, take.questionId));
  return {
    takeId: take.id,
    clipId: clip.id,
    ticket: issueTicket(deps, clip),
    maxBytes: clip.maxBytes,
    takesLeft: takesAllowed === 0 ? null : takesAllowed - used,
  };
}

/** In the order in which they were begun. */
export async function listTakes(db: Db, run: Run, questionId: string): Promise<Take[]> {
  const takes = await store.listTakes(db, run.response.id);
  return takes.filter((take) => take.questionId === questionId);
}

/** @throws NotFound for a take of another response, too */
export async function getTake(db: Db, run: Run, id: string): Promise<Take> {
  const take = (await store.listTakes(db, run.response.id)).find((each) => each.id === id);
  if (!take) throw new NotFound();
  return take;
}

/**
 * Compares what arrived of a part with what the browser recorded.
 * @throws Conflict when they differ: the browser then sends it again; Invalid when it is no recording
 */
export async function finishTake(deps: Deps, take: Take, { part, ...finished }: TakeFinished): Promise<void> {
  const parts = await listFurtherParts(deps.db, take.clipId);
  const clipId = part === 1 ? take.clipId : parts.find(({ partNumber }) => partNumber === part)?.id;
  if (!clipId) throw new NotFound();
  await confirmTake(deps, clipId, finished);
}

/** A fresh ticket for a part of a take: its first, or the next after the one before has run out. */
export async function ticketFor(deps: Deps, run: Run, take: Take, part: number): Promise<TakeStarted> {
  const first = await getClip(deps.db, take.clipId);
  const clip =
    part === 1
      ? first
      : await whileStarted(deps.db, run.response, (trx) => startPart({ ...deps, db: trx }, first, part));
  return started(deps, run, take, clip, getQuestion(run, take.questionId));
}

/** Erases the recording; the take still counts. @throws Conflict while it is the answer */
export async function discardTake(deps: Deps, run: Run, take: Take): Promise<void> {
  const isAnswer = (await listAnswers(deps.db, run.response.id)).some(({ takeId }) => takeId === take.id);
  if (isAnswer) throw new Conflict('This take is your answer. Choose another one first.');
  await deleteClip(deps, take.clipId);
}

/** The newest take, where it has arrived and nobody has chosen it yet. */
export function unchosenTake(takes: Take[], answer: Answer | undefined): Take | undefined {
  const last = takes.at(-1);
  const hasArrived = last?.state === 'uploaded' || last?.state === 'ready';
  return hasArrived && !answer ? last : undefined;
}

/** Makes it the answer, all of its parts; those that are still on their way are waited for. @throws Conflict once submitted */
export async function chooseTake(deps: Deps, run: Run, take: Take, parts: number | undefined): Promise<void> {
  if (parts) await settleParts(deps, await getClip(deps.db, take.clipId), parts);
  const replaced = await answerWithTake(deps, run, take);
  // A file that came without a take is nobody's any more.
  if (replaced?.clipId && !replaced.takeId) await deleteClip(deps, replaced.clipId);
}

/** Erases the takes that no answer uses. */
export async function eraseUnusedTakes(deps: Deps, responseId: string): Promise<void> {
  const used = new Set((await listAnswers(deps.db, responseId)).map((answer) => answer.takeId));
  for (const take of await store.listTakes(deps.db, responseId)) {
    if (used.has(take.id)) continue;
    await deleteClip(deps, take.clipId);
    await store.deleteTake(deps.db, take.id);
  }
}
