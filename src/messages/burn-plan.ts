import fs from 'node:fs/promises';
import path from 'node:path';
import type { Annotation } from '../browser/wire/annotation.ts';
import type { Db } from '../platform/database.ts';
import type { Deps } from '../platform/deps.ts';
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

const burnedName = 'burned-in-';

/** Deletes what was made of earlier annotations, or of a film that is not shown any more: all but the one of a name. */
export async function forgetBurnedIn({ storage }: Pick<Deps, 'storage'>, clipId: string, kept?: string): Promise<void> {
  for (const name of await fs.readdir(storage.clip(clipId), { recursive: true }).catch(() => [])) {
    const isOther = path.basename(name).startsWith(burnedName) && name !== kept;
    if (isOther) await fs.rm(storage.clip(clipId, name), { force: true });
  }
}
