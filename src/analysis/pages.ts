import type { Response } from 'express';
import { getForm } from '../forms/form.ts';
import { findClip } from '../media/clip.ts';
import type { Deps } from '../platform/deps.ts';
import { Invalid, type FieldErrors } from '../platform/http/errors.ts';
import { countResponses } from '../responses/overview.ts';
import { countByTheme, countPeople, listQuotes } from './overview.store.ts';
import { findProgress, themesView } from './overview.ts';
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

/** What the head of each of these pages needs. @throws NotFound */
export async function headOf({ db }: Deps, formId: string) {
  const form = await getForm(db, formId);
  return { form, responses: (await countResponses(db, [form.id])).get(form.id), section: 'themes' };
}

/** All themes of a form. */
export async function showThemes(deps: Deps, res: Response, formId: string, typed: Typed = {}): Promise<void> {
  const locals = await headOf(deps, formId);
  const view = await themesView(deps, formId);
  res.page('analysis/themes', {
    title: `Themes in ${locals.form.draft.title}`,
    ...locals,
    ...view,
    values: typed.values ?? {},
    errors: typed.errors ?? {},
  });
}

/** One theme with its quotes, or what fits nowhere. @throws NotFound */
export async function showTheme(
  deps: Deps,
  res: Response,
  formId: string,
  themeId: string | null,
  typed: Typed = {},
): Promise<void> {
  const { db } = deps;
  const locals = await headOf(deps, formId);
  const theme = themeId === null ? undefined : await getTheme(db, formId, themeId);
  const quotes = await listQuotes(db, formId, themeId, { limit: quotesOnPage });
  const played = quotes.filter(({ clipId, start }) => clipId !== null && start !== null).slice(0, playersOnPage);
  const clips = await Promise.all(played.map(async ({ id, clipId }) => [id, await findClip(db, clipId!)] as const));
  const counts = await countByTheme(db, formId);
  res.page('analysis/theme', {
    title: theme?.name ?? 'Fits nowhere',
    ...locals,
    theme,
    quotes,
    clips: new Map(clips),
    evidence: counts.find((count) => count.themeId === themeId),
    people: await countPeople(db, formId),
    themes: await listThemes(db, formId),
    reels: await listTitles(db, formId),
    progress: await findProgress(db, formId),
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
