import type { Response } from 'express';
import type { Deps } from '../platform/deps.ts';
import { Invalid, type FieldErrors } from '../platform/http/errors.ts';
import { themesView } from './overview.ts';
import { headOf, type Place } from './place.ts';
import { sharesByTheme } from './shares.ts';

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
