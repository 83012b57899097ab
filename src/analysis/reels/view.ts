import { createHash } from 'node:crypto';
import type { Request } from 'express';
import { viewer } from '../../accounts/guards.ts';
import type { Viewer } from '../../accounts/reviewer.ts';
import { getForm, type Form } from '../../forms/form.ts';
import type { Db } from '../../platform/database.ts';
import { headOf, ofForm } from '../place.ts';
import type { Deps } from '../../platform/deps.ts';
import { linksOf } from '../../sharing/links.ts';
import { listOpenRequests } from '../../sharing/request.ts';
import { readWatched } from '../../sharing/watched.ts';
import { listThemes } from '../theme.store.ts';
import { agreementView } from './agreement.ts';
import { ageOf, findMaking, freshFilm, shownFilm, subjectOf } from './film.ts';
import { findFilm } from './film.store.ts';
import { findPicks, isPicked, type Offer, type Sought } from './picks.ts';
import { lengthOf, planFilm, wordedParts, type WordedPart } from './plan.ts';
import type { Reel } from './reel.ts';

/** What `_items` and `_making` show: the reel's parts, how long its film will be, and how old the one is that there is. */
export async function itemsView({ db }: Deps, reel: Reel) {
  const parts = await wordedParts(db, reel);
  const planned = planFilm(reel, parts);
  const film = await findFilm(db, reel.id);
  return {
    reel,
    parts: parts.map(shownPart),
    length: lengthOf(planned),
    people: peopleIn(parts),
    making: await findMaking(db, reel.id),
    age: film && ageOf(film, reel, planned),
  };
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
export async function picksView(deps: Deps, viewer: Viewer, reel: Reel, form: Form, sought: Sought) {
  const { picks, next } = await findPicks(deps, viewer, form, sought);
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
function pickId({ answerId, start, text }: Offer): string {
  return `pick-${createHash('sha256').update(`${answerId} ${start} ${text}`).digest('hex').slice(0, 16)}`;
}

/** The whole page of a reel. */
export async function reelView(deps: Deps, req: Request, reel: Reel, sought: Sought) {
  const form = await formOf(deps, reel);
  const head = await headOf(deps, await ofForm.enter(deps, form.id));
  return {
    ...head,
    section: 'reels',
    ...(await itemsView(deps, reel)),
    ...(await picksView(deps, viewer(req), reel, form, sought)),
    themes: await themesOf(deps.db, reel.formId),
    ...(await sharingView(deps, req, reel)),
  };
}

/** Its film, and who may see it and has. */
async function sharingView(deps: Deps, req: Request, reel: Reel) {
  const film = await freshFilm(deps, reel.id);
  const subject = { ...subjectOf(reel), clipId: film?.clipId ?? null };
  return {
    subject,
    shown: film && (await shownFilm(deps, film)),
    ...(await agreementView(deps.db, reel)),
    sharing: await linksOf(deps, req, subject),
    watched: await readWatched(deps, subject, { limit: 8 }),
    requests: await listOpenRequests(deps.db, subject),
  };
}

async function themesOf(db: Db, formId: string) {
  return (await listThemes(db, formId)).map(({ id, name }) => ({ id, name }));
}

export async function formOf({ db }: Deps, { formId }: Reel): Promise<Form> {
  return getForm(db, formId);
}
