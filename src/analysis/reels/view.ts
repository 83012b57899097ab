import { createHash } from 'node:crypto';
import { getForm, type Form } from '../../forms/form.ts';
import type { Db } from '../../platform/database.ts';
import { headOf, ofForm } from '../place.ts';
import type { Deps } from '../../platform/deps.ts';
import { listThemes } from '../theme.store.ts';
import { findPicks, isPicked, type Pick, type Sought } from './picks.ts';
import { lengthOf, planFilm, wordedParts, type WordedPart } from './plan.ts';
import type { Reel } from './reel.ts';

/** What `_items` shows: the reel's parts, and how long its film will be. */
export async function itemsView({ db }: Deps, reel: Reel) {
  const parts = await wordedParts(db, reel);
  const planned = planFilm(reel, parts);
  return { reel, parts: parts.map(shownPart), length: lengthOf(planned), people: peopleIn(parts) };
}

function shownPart(part: WordedPart) {
  const { start, end } = part;
  return { ...part, who: part.kind === 'quote' ? whoSays(part) : '', seconds: (end ?? 0) - (start ?? 0) };
}

export function whoSays({ name, number }: { name: string | null; number: number }): string {
  return name ?? `Respondent ${number}`;
}

/** Their responses, each once. */
export function peopleIn(parts: WordedPart[]): string[] {
  return [...new Set(parts.flatMap((part) => (part.kind === 'quote' ? [part.responseId] : [])))];
}

/** What `_picks` shows: quotes that can be added. */
export async function picksView(deps: Deps, reel: Reel, form: Form, sought: Sought) {
  const { picks, next } = await findPicks(deps.db, form, sought);
  const parts = await wordedParts(deps.db, reel);
  return {
    reel,
    sought,
    next,
    picks: picks.map((pick) => ({
      ...pick,
      id: pickId(pick),
      who: whoSays(pick),
      isPicked: isPicked(parts, pick),
    })),
  };
}

/** The same for the same quote, so that its button can be told that it was added. */
function pickId({ answerId, start, text }: Pick): string {
  return `pick-${createHash('sha256').update(`${answerId} ${start} ${text}`).digest('hex').slice(0, 16)}`;
}

/** The whole page of a reel. */
export async function reelView(deps: Deps, reel: Reel, sought: Sought) {
  const form = await formOf(deps, reel);
  const head = await headOf(deps, await ofForm.enter(deps, form.id));
  return {
    ...head,
    section: 'reels',
    ...(await itemsView(deps, reel)),
    ...(await picksView(deps, reel, form, sought)),
    themes: await themesOf(deps.db, reel.formId),
  };
}

async function themesOf(db: Db, formId: string) {
  return (await listThemes(db, formId)).map(({ id, name }) => ({ id, name }));
}

export async function formOf({ db }: Deps, { formId }: Reel): Promise<Form> {
  return getForm(db, formId);
}
