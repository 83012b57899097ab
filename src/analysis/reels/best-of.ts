import type { Viewer } from '../../accounts/reviewer.ts';
import type { Db } from '../../platform/database.ts';
import type { Deps } from '../../platform/deps.ts';
import { Conflict } from '../../platform/http/errors.ts';
import { listQuotes } from '../quote.store.ts';
import type { Theme } from '../theme.store.ts';
import { addQuote } from './item.ts';
import { asPicks, type Offer } from './picks.ts';
import { createReel, type Reel } from './reel.ts';

/** How many people a reel may begin with: 12 are as many as one watches in a few minutes. */
export const peopleChoices = [6, 12, 24, 48];
export const usualPeople = 12;
const lookedThrough = 1000;

/**
 * A new reel of the most telling quotes of a theme of a form's own analysis, one of each person: of what plays, or of what
 * was typed where nothing does. @throws Conflict where there is nothing to be quoted
 */
export async function makeBestOf(
  deps: Deps,
  viewer: Viewer,
  { id, analysisId: formId, name }: Theme,
  people = usualPeople,
): Promise<Reel> {
  const picks = await bestOf(deps.db, formId, id, people);
  if (picks.length === 0) throw new Conflict('There is nothing in this theme that can be quoted now.');
  const reel = await createReel(deps, viewer, formId, name);
  for (const { answerId, clipId, start, end, text } of picks)
    await addQuote(deps, reel, { answerId, start, end, text: clipId === null ? text : null });
  return reel;
}

async function bestOf(db: Db, formId: string, themeId: string, people: number): Promise<Offer[]> {
  const picks = await asPicks(db, formId, await listQuotes(db, formId, themeId, { limit: lookedThrough }));
  const playable = picks.filter(({ clipId }) => clipId !== null);
  const seen = new Set<string>();
  const fromEach = (playable.length > 0 ? playable : picks).filter(({ responseId, start, end }) => {
    const isLong = start === null || end === null || end - start >= shortestSeconds;
    return isLong && !seen.has(responseId) && seen.add(responseId);
  });
  return fromEach.slice(0, people);
}

/** What is shorter than this says nothing by itself. */
const shortestSeconds = 1;
