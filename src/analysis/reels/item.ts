import { timestamp } from '../../platform/clock.ts';
import { inTransaction, type Db } from '../../platform/database.ts';
import type { Deps } from '../../platform/deps.ts';
import { Conflict, Invalid, NotFound } from '../../platform/http/errors.ts';
import { duration } from '../../platform/http/words.ts';
import { newId } from '../../platform/ids.ts';
import { findShownSegments } from '../../transcripts/edited.ts';
import type { Span } from '../../transcripts/segment.ts';
import { sentencesSpoken } from '../sentence.ts';
import { shifted, shiftedText, type Shift } from './shift.ts';
import * as items from './item.store.ts';
import type { Part, Quotable, Quote } from './item.store.ts';
import type { Reel } from './reel.ts';
import { updateReel } from './store.ts';
import { plain } from './words.ts';

/** As many as one can watch; more make a film that nobody ends. */
export const mostParts = 100;

const shortestSeconds = 0.5;
const longestSeconds = 600;

/** What of an answer is quoted: a stretch of its recording, or some of what was typed. */
export interface Quoted {
  answerId: string;
  start: number | null;
  end: number | null;
  text: string | null;
}

/**
 * Adds a quote at the end; one that is there already stays alone. Returns its id.
 * @throws NotFound for an answer that is not among those to the form, Invalid for a stretch that is not in it, Conflict
 * when the reel is full
 */
export async function addQuote(deps: Deps, reel: Reel, quoted: Quoted): Promise<string> {
  return whileChanging(deps, reel, async (trx, parts) => {
    const answer = await items.findQuotable(trx, reel.formId, quoted.answerId);
    if (!answer) throw new NotFound('This answer is gone, or its recording is not ready yet.');
    const checked = answer.clipId === null ? typedQuote(answer, quoted) : spokenQuote(answer, quoted);
    const same = parts.find((part) => isSame(part, checked));
    if (same) return same.id;
    return add(trx, deps, reel, parts, { kind: 'quote', title: null, ...checked });
  });
}

/** Adds a card of one's own before the part at `to`, counted from 0, or at the end. Returns its id. @throws Conflict when the reel is full */
export async function addCard(
  deps: Deps,
  reel: Reel,
  { title, text }: { title: string; text: string | null },
  to?: number,
): Promise<string> {
  return whileChanging(deps, reel, async (trx, parts) => {
    const id = await add(trx, deps, reel, parts, { kind: 'card', answerId: null, start: null, end: null, title, text });
    const others = parts.map((part) => part.id);
    if (to !== undefined) await items.reorder(trx, others.toSpliced(to, 0, id));
    return id;
  });
}

async function add(
  trx: Db,
  { clock }: Deps,
  { id: reelId }: Reel,
  parts: Part[],
  given: Omit<items.NewItem, 'id' | 'reelId'>,
): Promise<string> {
  if (parts.length >= mostParts) throw new Conflict(`A reel holds at most ${mostParts} parts. Take one out first.`);
  const id = newId();
  await items.insertItem(trx, { ...given, id, reelId }, timestamp(clock));
  return id;
}

function isSame(part: Part, { answerId, start, end, text }: Quoted): boolean {
  if (part.kind !== 'quote' || part.answerId !== answerId) return false;
  return part.start === start && part.end === end && part.text === text;
}

function typedQuote({ answerId, typed }: Quotable, { text }: Quoted): Quoted {
  const words = plain(text ?? '');
  if (words === '' || !plain(typed ?? '').includes(words))
    throw new Invalid({ text: 'Quote words that stand in the answer.' });
  return { answerId, start: null, end: null, text: words };
}

function spokenQuote({ answerId, clipSeconds }: Quotable, { start, end }: Quoted): Quoted {
  return { answerId, ...checkedSpan({ start: start ?? NaN, end: end ?? NaN }, clipSeconds ?? 0), text: null };
}

/** @throws Invalid */
function checkedSpan(given: Span, seconds: number): Span {
  const start = rounded(given.start);
  const end = rounded(Math.min(given.end, seconds));
  if (!(start >= 0 && start < seconds))
    throw new Invalid({ start: `The recording ends at ${duration(seconds)}. Begin before that.` });
  if (!(end - start >= shortestSeconds)) throw new Invalid({ end: 'End at least half a second after the beginning.' });
  if (end - start > longestSeconds) throw new Invalid({ end: 'A quote lasts at most ten minutes.' });
  return { start, end };
}

function rounded(seconds: number): number {
  return Math.round(seconds * 100) / 100;
}

/** Changes which part of an answer is quoted; of what was typed, by sentences alone. @throws NotFound, Invalid */
export async function adjustQuote(deps: Deps, reel: Reel, id: string, change: Span | Shift): Promise<void> {
  await whileChanging(deps, reel, async (trx, parts) => {
    const quote = getPart(parts, id);
    if (quote.kind !== 'quote') throw new NotFound();
    if (quote.clipId !== null) await adjustSpoken(trx, { ...quote, clipId: quote.clipId }, change);
    else if (typeof change === 'string') await items.updateItem(trx, id, { text: shiftedText(quote, change) });
    else throw new NotFound();
  });
}

async function adjustSpoken(trx: Db, quote: Quote & { clipId: string }, change: Span | Shift): Promise<void> {
  const { id, clipId, clipSeconds, start, end } = quote;
  const sentences = async () => sentencesSpoken((await findShownSegments(trx, clipId)) ?? []);
  const span =
    typeof change === 'string'
      ? shifted(await sentences(), { start: start ?? 0, end: end ?? 0 }, change, shortestSeconds)
      : change;
  await items.updateItem(trx, id, checkedSpan(span, clipSeconds ?? 0));
}

/** @throws NotFound */
export async function changeCard(
  deps: Deps,
  reel: Reel,
  id: string,
  { title, text }: { title: string; text: string | null },
): Promise<void> {
  await whileChanging(deps, reel, async (trx, parts) => {
    if (getPart(parts, id).kind !== 'card') throw new NotFound();
    await items.updateItem(trx, id, { title, text });
  });
}

/** @param to counted from 0 @throws NotFound */
export async function moveItem(deps: Deps, reel: Reel, id: string, to: number): Promise<void> {
  await whileChanging(deps, reel, async (trx, parts) => {
    getPart(parts, id);
    const others = parts.filter((part) => part.id !== id).map((part) => part.id);
    await items.reorder(trx, others.toSpliced(to, 0, id));
  });
}

/** Takes it out, so that it can be put back. */
export async function removeItem(deps: Deps, reel: Reel, id: string): Promise<void> {
  await whileChanging(deps, reel, (trx) => items.takeOut(trx, reel.id, id, timestamp(deps.clock)));
}

/** @throws NotFound for what was erased meanwhile, and for what was taken out before something else was */
export async function bringBackItem(deps: Deps, reel: Reel, id: string): Promise<void> {
  await whileChanging(deps, reel, async (trx) => {
    if (!(await items.putBack(trx, reel.id, id))) throw new NotFound('This is gone. Add the quote anew.');
  });
}

function getPart(parts: Part[], id: string): Part {
  const part = parts.find((each) => each.id === id);
  if (!part) throw new NotFound('This is not in the reel any more. Its answer may have been erased.');
  return part;
}

/** With what is in the reel at this moment. */
function whileChanging<Result>(
  { db, clock }: Deps,
  { id }: Reel,
  work: (trx: Db, parts: Part[]) => Promise<Result>,
): Promise<Result> {
  return inTransaction(db, async (trx) => {
    const result = await work(trx, await items.listParts(trx, id));
    await updateReel(trx, id, { updatedAt: timestamp(clock) });
    return result;
  });
}
