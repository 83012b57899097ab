import type { Request, Response } from 'express';
import type { Deps } from '../platform/deps.ts';
import { parseInput } from '../platform/http/input.ts';
import { afterOf, QuotesInput } from './quotes.input.ts';
import { listMoves } from './move.store.ts';
import { countByTheme, countPeople } from './overview.store.ts';
import { findProgress } from './overview.ts';
import type { Typed } from './pages.ts';
import { headOf, type Place } from './place.ts';
import { listQuotes, placeOf, themeOf } from './quote.store.ts';
import { peopleChoices, usualPeople } from './reels/best-of.ts';
import { listTitles } from './reels/store.ts';
import { sharesByTheme } from './shares.ts';
import { findSentence, findTheme, listThemes } from './theme.store.ts';
import { getTheme } from './theme.ts';

const quotesOnPage = 40;

/** One theme with its quotes, or what fits nowhere; `asked` says which of them. @throws NotFound */
export async function showTheme(
  deps: Deps,
  res: Response,
  place: Place,
  themeId: string | null,
  { asked = {}, values = {}, errors = {} }: Typed & { asked?: Request['query'] } = {},
): Promise<void> {
  const { db } = deps;
  const { analysisId } = place;
  const theme = themeId === null ? undefined : await getTheme(db, analysisId, themeId);
  const { moved, split } = parseInput(QuotesInput, asked);
  const counts = await countByTheme(db, analysisId);
  res.page('analysis/theme', {
    title: theme?.name ?? 'Fits nowhere',
    ...(await headOf(deps, place)),
    theme,
    ...(await quotesOf(deps, place, themeId, asked)),
    shares: place.across && (await sharesByTheme(db, place.across)).get(themeId),
    moved: moved && (await findMoved(deps, analysisId, moved)),
    split: split && (await findTheme(db, analysisId, split)),
    moves: theme ? await listMoves(db, analysisId, theme.id) : [],
    evidence: counts.find((count) => count.themeId === themeId),
    people: await countPeople(db, analysisId),
    themes: await listThemes(db, analysisId),
    peopleChoices,
    usualPeople,
    reels: place.form ? await listTitles(db, place.form.id) : [],
    progress: await findProgress(db, analysisId),
    values,
    errors,
  });
}

async function findMoved({ db }: Deps, analysisId: string, sentenceId: string) {
  const sentence = await findSentence(db, analysisId, sentenceId);
  const theme = await themeOf(db, analysisId, sentenceId);
  return sentence && theme && { id: sentence.id, text: sentence.text, theme };
}

async function quotesOf({ db }: Deps, { analysisId }: Place, themeId: string | null, query: Request['query']) {
  const { after, feeling, from } = parseInput(QuotesInput, query);
  const wanted = { feeling, formId: from, after, limit: quotesOnPage + 1 };
  const found = await listQuotes(db, analysisId, themeId, wanted);
  const quotes = found.slice(0, quotesOnPage);
  const next = found.length > quotesOnPage ? afterOf(placeOf(quotes.at(-1)!)) : undefined;
  return { quotes, next, isFirst: after === undefined, narrowed: { feeling, from } };
}
