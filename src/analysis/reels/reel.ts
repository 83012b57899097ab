import { timestamp } from '../../platform/clock.ts';
import type { Db } from '../../platform/database.ts';
import type { Deps } from '../../platform/deps.ts';
import { NotFound } from '../../platform/http/errors.ts';
import { newId } from '../../platform/ids.ts';
import { isReviewer, type Viewer } from '../../accounts/reviewer.ts';
import * as store from './store.ts';

/** What of people's names is to be seen in a film. */
export const namings = ['none', 'first', 'full'] as const;
export type Naming = (typeof namings)[number];

/** Quotes of a form's answers in an order, and how they become one film. */
export interface Reel {
  id: string;
  formId: string;
  title: string;
  /** A card with the question before the quotes that answer it. */
  showsQuestions: boolean;
  names: Naming;
  /** Captions are part of the picture; they can be switched on without that too. */
  burnsCaptions: boolean;
  /** Quotes that went with their answers since somebody was told last. */
  lost: number;
  createdBy: string;
  createdAt: string;
  updatedAt: string;
}

/** For the hook of the same name: reviewers make no reels. */
export async function reelsToAddTo(
  db: Db,
  viewer: Viewer,
  formId: string,
): Promise<Pick<Reel, 'id' | 'title'>[] | undefined> {
  return isReviewer(viewer) ? undefined : store.listTitles(db, formId);
}

/** What a reel is as sharing and clips know things. */
export const reelOwner = 'reel';

/** What somebody decides about a reel. */
export type ReelChoices = Pick<Reel, 'title' | 'showsQuestions' | 'names' | 'burnsCaptions'>;

/** @throws NotFound */
export async function getReel(db: Db, id: string): Promise<Reel> {
  const reel = await store.findReel(db, id);
  if (!reel) throw new NotFound('This reel is not there. It may have been deleted.');
  return reel;
}

/** Nobody is named in it until somebody chooses so. */
export async function createReel(
  { db, clock }: Pick<Deps, 'db' | 'clock'>,
  viewer: Viewer,
  formId: string,
  title: string,
): Promise<Reel> {
  const at = timestamp(clock);
  const options = { showsQuestions: true, names: 'none', burnsCaptions: false } as const;
  const reel: Reel = {
    id: newId(),
    formId,
    title,
    ...options,
    lost: 0,
    createdBy: viewer.id,
    createdAt: at,
    updatedAt: at,
  };
  await store.insertReel(db, reel);
  return reel;
}

export async function changeReel({ db, clock }: Deps, { id }: Reel, choices: ReelChoices): Promise<void> {
  await store.updateReel(db, id, { ...choices, updatedAt: timestamp(clock) });
}

/** Somebody has read how many quotes are gone. */
export async function forgetLost({ db }: Deps, { id }: Reel): Promise<void> {
  await store.updateReel(db, id, { lost: 0 });
}
