import type { Form } from '../../forms/form.ts';
import { listEveryQuestion } from '../../forms/publication.ts';
import type { Viewer } from '../../accounts/reviewer.ts';
import type { Db } from '../../platform/database.ts';
import type { Deps } from '../../platform/deps.ts';
import { listQuotes as listPinnedQuotes } from '../../responses/quote.ts';
import { findShownSegments } from '../../transcripts/edited.ts';
import { listQuotes, type Quote as ThemeQuote } from '../quote.store.ts';
import { sentencesOf, sentencesSpoken, type Sentence } from '../sentence.ts';
import { listQuotables, listQuotablesById, type Part, type Quotable } from './item.store.ts';
import { plain } from './words.ts';

/** Something that can be added to a reel. */
export interface Offer extends Quotable {
  start: number | null;
  end: number | null;
  text: string;
  question: string;
}

/** Where quotes are looked for. */
export interface Sought {
  words: string;
  /** A theme's id, or `pinned`; undefined: everywhere. */
  from: string | undefined;
  /** Leaves out what was typed. */
  isRecorded: boolean;
  /** Older than this answer. */
  before: string | undefined;
}

export interface Picks {
  picks: Offer[];
  /** Leads to older answers; undefined where there are none. */
  next: string | undefined;
}

const answersAtOnce = 12;
const quotesAtOnce = 100;
/** Of a theme or of what was pinned, before it is narrowed. */
const lookedThrough = 500;

/** What was said or typed to a form, sentence by sentence: what was sought, or the newest. */
export async function findPicks(
  deps: Deps,
  viewer: Viewer,
  form: Form,
  { words, from, before, isRecorded }: Sought,
): Promise<Picks> {
  const { db } = deps;
  const asked = new Map((await listEveryQuestion(db, form)).map(({ id, text }) => [id, text]));
  if (from !== undefined) {
    const all = await (from === 'pinned'
      ? picksPinned(deps, viewer, form, words, asked)
      : picksOfTheme(db, form, from, words, asked));
    const wanted = isRecorded ? all.filter(({ clipId }) => clipId !== null) : all;
    return { picks: wanted.slice(0, quotesAtOnce), next: undefined };
  }
  const found = await listQuotables(db, form.id, { words, before, isRecorded, limit: answersAtOnce + 1 });
  const shown = found.slice(0, answersAtOnce);
  const picks = await Promise.all(shown.map((answer) => picksOfAnswer(db, answer, words, asked)));
  return { picks: picks.flat(), next: found.length > answersAtOnce ? shown.at(-1)?.answerId : undefined };
}

async function picksOfAnswer(db: Db, answer: Quotable, words: string, asked: Map<string, string>): Promise<Offer[]> {
  const sentences = await sentencesIn(db, answer);
  const holding = sentences.filter(({ text }) => holds(text, words));
  // What was sought may go from one sentence into the next.
  const shown = holding.length > 0 ? holding : sentences;
  const question = asked.get(answer.questionId) ?? '';
  return shown.map(({ start, end, text }) => ({ ...answer, start, end, text: plain(text), question }));
}

function holds(text: string, words: string): boolean {
  return plain(text).toLowerCase().includes(plain(words).toLowerCase());
}

/** An answer's sentences, with their moments where it was spoken. */
export async function sentencesIn(db: Db, { clipId, typed }: Quotable): Promise<Sentence[]> {
  if (clipId === null) return sentencesOf(typed ?? '');
  return sentencesSpoken((await findShownSegments(db, clipId)) ?? []);
}

async function picksOfTheme(
  db: Db,
  { id: formId }: Form,
  themeId: string,
  words: string,
  asked: Map<string, string>,
): Promise<Offer[]> {
  const quotes = await listQuotes(db, formId, themeId, { limit: lookedThrough });
  const picks = await asPicks(db, formId, quotes, asked);
  return picks.filter(({ text }) => holds(text, words));
}

/** What people pinned on the pages of responses, the newest first. */
async function picksPinned(
  deps: Deps,
  viewer: Viewer,
  { id: formId }: Form,
  words: string,
  asked: Map<string, string>,
): Promise<Offer[]> {
  const pinned = await listPinnedQuotes(deps, viewer, { formId, about: words || undefined }, lookedThrough);
  const quotes = pinned.map(({ answerId, text, now, ...then }) => ({ answerId, text, ...(now ?? then) }));
  return asPicks(deps.db, formId, quotes, asked);
}

/** Quotes of a theme or pinned ones, as far as they can be quoted in a film. */
export async function asPicks(
  db: Db,
  formId: string,
  quotes: Pick<ThemeQuote, 'answerId' | 'start' | 'end' | 'text'>[],
  asked = new Map<string, string>(),
): Promise<Offer[]> {
  const ids = quotes.map(({ answerId }) => answerId);
  const answers = new Map((await listQuotablesById(db, formId, ids)).map((answer) => [answer.answerId, answer]));
  return quotes.flatMap(({ answerId, start, end, text }) => {
    const answer = answers.get(answerId);
    const isSpoken = start !== null && end !== null;
    if (!answer || isSpoken !== (answer.clipId !== null)) return [];
    // The answer may be another than the one that was read.
    if (!isSpoken && !plain(answer.typed ?? '').includes(plain(text))) return [];
    return { ...answer, start, end, text: plain(text), question: asked.get(answer.questionId) ?? '' };
  });
}

/** Whether a reel holds it already. */
export function isPicked(parts: Part[], { answerId, clipId, start, end, text }: Offer): boolean {
  return parts.some((part) => {
    if (part.kind !== 'quote' || part.answerId !== answerId) return false;
    if (clipId === null) return part.text === text;
    return (part.start ?? 0) <= (start ?? 0) + 0.01 && (part.end ?? 0) >= (end ?? 0) - 0.01;
  });
}
