import { isReviewer, type Viewer } from '../accounts/reviewer.ts';
import { timestamp } from '../platform/clock.ts';
import { inTransaction, type Db } from '../platform/database.ts';
import type { Deps } from '../platform/deps.ts';
import { Hook } from '../platform/hook.ts';
import { Conflict, Forbidden, Invalid, NotFound } from '../platform/http/errors.ts';
import { newId } from '../platform/ids.ts';
import { findShownSegments } from '../transcripts/edited.ts';
import * as store from './quote.store.ts';
import type { FoundQuote } from './quote.store.ts';
import { passageAt, phrasesOfText, placeOf, textOf, type Passage, type Phrase } from './passage.ts';

/** To which reels of a form somebody may add a quote; undefined for who makes none. */
export const reelsToAddTo = new Hook<[Db, Viewer, string], Promise<{ id: string; title: string }[] | undefined>>(
  'reelsToAddTo',
);

/** A pinned quote with what is said at its moment now. */
export interface ShownQuote extends FoundQuote {
  /** Where its words stand in the answer; undefined where they are gone from it. */
  now: Passage | undefined;
  /** They are other words than those that were pinned. */
  isCorrected: boolean;
}

/** What to pin: a phrase by its number, or words from one place in the answer to another, as they were read there. */
export type Selected = { answer: string } & ({ phrase: number } | { from: number; to: number; text: string });

const mostCharacters = 2000;

/**
 * Pins words of an answer. What is pinned already is not pinned twice. Returns the quote's id, and whether it is known.
 * @throws NotFound, Conflict where the words are others by now, Invalid where there are too many
 */
export async function pinQuote({ db, clock }: Deps, viewer: Viewer, formId: string, what: Selected) {
  return inTransaction(db, async (trx) => {
    const answer = await store.findQuotable(trx, viewer, formId, what.answer);
    if (!answer) throw new NotFound('This answer does not exist. It may have been deleted.');
    const passage = chosen(await phrasesOf(trx, answer), what);
    if (passage.text.length > mostCharacters) throw new Invalid({ text: 'Select at most 2,000 characters.' });
    const known = await store.findSameQuote(trx, answer.id, passage);
    if (known) return { id: known, known: true };
    const id = newId();
    const by = { createdBy: viewer.id, createdAt: timestamp(clock) };
    await store.insertQuote(trx, { id, formId, answerId: answer.id, ...passage, ...by });
    return { id, known: false };
  });
}

function chosen(phrases: Phrase[], what: Selected): Passage {
  if ('phrase' in what) {
    const phrase = phrases[what.phrase];
    if (!phrase) throw new NotFound('These words are gone. Reload the page and choose again.');
    return passageAt(phrases, phrase.from, phrase.from + phrase.text.length)!;
  }
  const { from, to, text } = what;
  if (textOf(phrases).slice(from, to) !== text) {
    throw new Conflict('The words have been corrected since this page was made. Reload it and select them again.');
  }
  const passage = passageAt(phrases, from, to);
  if (!passage) throw new Invalid({ text: 'Select some words first.' });
  return passage;
}

/** Reviewers unpin what they pinned themselves, members anything. Returns it as it was. @throws NotFound, Forbidden */
export async function unpinQuote(deps: Deps, viewer: Viewer, formId: string, id: string): Promise<ShownQuote> {
  return inTransaction(deps.db, async (trx) => {
    const quote = await getQuote({ ...deps, db: trx }, viewer, formId, id);
    if (!mayUnpin(viewer, quote)) throw new Forbidden('Only the person who pinned a quote, or a member, can unpin it.');
    await store.deleteQuote(trx, id);
    return quote;
  });
}

export function mayUnpin(viewer: Viewer, { createdBy }: Pick<FoundQuote, 'createdBy'>): boolean {
  return !isReviewer(viewer) || createdBy === viewer.id;
}

/** @throws NotFound also for what the viewer may not see */
export async function getQuote({ db }: Deps, viewer: Viewer, formId: string, id: string): Promise<ShownQuote> {
  const [quote] = await store.listQuotes(db, viewer, { formId, id }, 1);
  if (!quote) throw new NotFound('This quote is not pinned any more.');
  return asSaidNow(db, quote);
}

/** The newest first. */
export async function listQuotes(
  { db }: Deps,
  viewer: Viewer,
  which: store.WhichQuotes,
  limit: number,
): Promise<ShownQuote[]> {
  const quotes = await store.listQuotes(db, viewer, which, limit);
  return Promise.all(quotes.map((quote) => asSaidNow(db, quote)));
}

/** A correction changes what is said at a moment, and a new transcript may move it a little. */
async function asSaidNow(db: Db, quote: FoundQuote): Promise<ShownQuote> {
  const phrases = await phrasesOf(db, { clipId: quote.clipId, text: quote.answerText });
  const now = placeOf(phrases, quote);
  const isCorrected = now?.text !== quote.text;
  return { ...quote, now, isCorrected, text: now?.text ?? quote.text };
}

async function phrasesOf(db: Db, { clipId, text }: { clipId: string | null; text: string | null }): Promise<Phrase[]> {
  if (clipId === null) return phrasesOfText(text ?? '');
  let from = 0;
  return ((await findShownSegments(db, clipId)) ?? []).map((segment) => {
    const phrase = { ...segment, from };
    from += segment.text.length + 1;
    return phrase;
  });
}
