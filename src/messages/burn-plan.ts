import path from 'node:path';
import type { Annotation } from '../browser/wire/annotation.ts';
import type { Db } from '../platform/database.ts';
import { getAnnotations } from './annotation.ts';
import type { Message } from './message.ts';
import { findFilm, type Film } from './played.ts';

/** What is to be burned into which film. */
export interface Plan {
  film: Film;
  /** By the film's own times. */
  annotations: Annotation[];
  /** What it will be called in the clip's folder: other annotations or another film make another name. */
  name: string;
}

/** Undefined where nothing is drawn, or on nothing. */
export async function findPlan(db: Db, message: Pick<Message, 'id' | 'clipId'>): Promise<Plan | undefined> {
  const film = await findFilm(db, message);
  if (!film) return undefined;
  const { annotations, revision } = await getAnnotations(db, message.id);
  const played = film.played(annotations);
  if (played.length === 0) return undefined;
  const name = path.join(path.dirname(film.name), `${burnedName}${film.clip.revision}-${revision}.mp4`);
  return { film, annotations: played, name };
}

/** How the names of all of them begin. */
export const burnedName = 'burned-in-';
