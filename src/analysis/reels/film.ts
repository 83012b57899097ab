import { isReviewer, type Viewer } from '../../accounts/reviewer.ts';
import { getClip, type Clip } from '../../media/clip.ts';
import type { Db } from '../../platform/database.ts';
import type { Deps } from '../../platform/deps.ts';
import { findJob } from '../../platform/jobs/queue.ts';
import type { Subject, SubjectRef } from '../../sharing/subject.ts';
import { getTranscriptView } from '../../transcripts/transcript.ts';
import { mayBeShown } from './agreement.ts';
import { findFilm, findFilmOfClip, type Film } from './film.store.ts';
import { chaptersOf, keepFilmWords } from './film-words.ts';
import { makeReel } from './make-reel.ts';
import { fingerprintsOf, type Planned } from './plan.ts';
import { reelOwner, type Reel } from './reel.ts';
import { findReel } from './store.ts';

/** How far the making of a film is. */
export interface Making {
  state: 'none' | 'working' | 'failed';
  percent: number;
  /** Why it failed, in words for people. */
  reason: string;
}

export async function findMaking(db: Db, reelId: string): Promise<Making> {
  const job = await findJob(db, makeReel.name, reelId);
  const state =
    job?.state === 'queued' || job?.state === 'running' ? 'working' : job?.state === 'failed' ? 'failed' : 'none';
  return { state, percent: job?.state === 'running' ? job.progress : 0, reason: job?.error ?? '' };
}

/** In which way a film is not that of its reel any more: other parts or another look, or only other words in its picture. */
export type Age = 'current' | 'earlier' | 'earlier-words';

export function ageOf(film: Film, reel: Reel, planned: Planned[]): Age {
  const now = fingerprintsOf(reel, planned);
  if (film.plan !== now.plan) return 'earlier';
  return film.words === now.words ? 'current' : 'earlier-words';
}

/** What a page shows of a film. */
export async function shownFilm(deps: Deps, film: Film) {
  const clip = await getClip(deps.db, film.clipId);
  const transcript = await getTranscriptView(deps, clip.id);
  const captions = transcript.state === 'ready' && transcript.segments.length > 0;
  return { film, clip, transcript, captions, chapters: await chaptersOf(deps.db, film) };
}

/** Transcripts may have been made anew since. */
export async function freshFilm(deps: Deps, reelId: string): Promise<Film | undefined> {
  const film = await findFilm(deps.db, reelId);
  if (film) await keepFilmWords(deps.db, film);
  return film;
}

/** A film as a member may see it; undefined for reviewers, and for what is no reel's film any more. */
export async function findReelClip(db: Db, viewer: Viewer, clip: Clip): Promise<Clip | undefined> {
  if (isReviewer(viewer)) return undefined;
  return (await isFilmOfReel(db, clip)) ? clip : undefined;
}

export async function isFilmOfReel(db: Db, { id, ownerKind }: Pick<Clip, 'id' | 'ownerKind'>): Promise<boolean> {
  return ownerKind === reelOwner && (await findFilmOfClip(db, id)) !== undefined;
}

/** What a share link to it may tell. Its film is shown where everybody in it agreed; undefined once it is gone. */
export async function findSharedReel({ db }: Pick<Deps, 'db'>, id: string): Promise<Subject | undefined> {
  const reel = await findReel(db, id);
  const film = reel && (await findFilm(db, id));
  const clipId = film && (await mayBeShown(db, film)) ? film.clipId : null;
  return reel && { ...subjectOf(reel), clipId };
}

export function subjectOf({ id, title, createdBy }: Reel): Subject {
  return { kind: reelOwner, id, title, description: '', authorId: createdBy, clipId: null, takesComments: false };
}

export async function mayShareReel({ db }: Pick<Deps, 'db'>, viewer: Viewer, id: string): Promise<boolean> {
  return !isReviewer(viewer) && (await findReel(db, id)) !== undefined;
}

export function isReel({ kind }: Pick<SubjectRef, 'kind'>): boolean {
  return kind === reelOwner;
}
