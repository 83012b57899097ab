import type { Response } from 'express';
import { findClip } from '../media/clip.ts';
import type { Deps } from '../platform/deps.ts';
import { Invalid, type FieldErrors } from '../platform/http/errors.ts';
import { countByTheme, countPeople, listQuotes } from './overview.store.ts';
import { findProgress, themesView } from './overview.ts';
import { headOf, type Place } from './place.ts';
import { sharesByTheme } from './shares.ts';
import { listTitles } from './reels/store.ts';
import { getTheme } from './theme.ts';
import { listThemes } from './theme.store.ts';

const quotesOnPage = 40;
const playersOnPage = 6;

/** What was typed, and what is wrong with it. */
export interface Typed {
  values?: Record<string, unknown>;
  errors?: FieldErrors;
}

/** All themes of an analysis. */
export async function showThemes(deps: Deps, res: Response, place: Place, typed: Typed = {}): Promise<void> {
  res.page('analysis/themes', {
    title: `Themes in ${place.title}`,
    ...(await headOf(deps, place)),
    ...(await themesView(deps, place.analysisId)),
    shares: place.across && (await sharesByTheme(deps.db, place.across)),
    values: typed.values ?? {},
    errors: typed.errors ?? {},
  });
}

/** One theme with its quotes, or what fits nowhere. @throws NotFound */
export async function showTheme(
  deps: Deps,
  res: Response,
  place: Place,
  themeId: string | null,
  typed: Typed = {},
): Promise<void> {
  const { db } = deps;
  const { analysisId } = place;
  const theme = themeId === null ? undefined : await getTheme(db, analysisId, themeId);
  const quotes = await listQuotes(db, analysisId, themeId, { limit: quotesOnPage });
  const played = quotes.filter(({ clipId, start }) => clipId !== null && start !== null).slice(0, playersOnPage);
  const clips = await Promise.all(played.map(async ({ id, clipId }) => [id, await findClip(db, clipId!)] as const));
  const counts = await countByTheme(db, analysisId);
  res.page('analysis/theme', {
    title: theme?.name ?? 'Fits nowhere',
    ...(await headOf(deps, place)),
    theme,
    quotes,
    clips: new Map(clips),
    shares: place.across && (await sharesByTheme(db, place.across)).get(themeId),
    evidence: counts.find((count) => count.themeId === themeId),
    people: await countPeople(db, analysisId),
    themes: await listThemes(db, analysisId),
    reels: place.form ? await listTitles(db, place.form.id) : [],
    progress: await findProgress(db, analysisId),
    values: typed.values ?? {},
    errors: typed.errors ?? {},
  });
}

/** Does what a form on one of these pages asks for; where its fields are wrong, the page comes again with 422. */
export async function orAgain(
  res: Response,
  work: () => Promise<void>,
  again: (typed: Typed) => Promise<void>,
  body: unknown,
): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof Invalid)) throw error;
    res.status(422);
    await again({ values: body as Record<string, unknown>, errors: error.fields });
  }
}
