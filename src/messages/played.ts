import type { Annotation } from '../browser/wire/annotation.ts';
import type { Size } from '../browser/wire/shapes.ts';
import { getClip, type Clip } from '../media/clip.ts';
import type { Db } from '../platform/database.ts';
import type { Message } from './message.ts';

/** A message's film as others see it. */
export interface Film {
  clip: Clip;
  /** Of the film in the clip's folder. */
  name: string;
  seconds: number;
  /** In pixels. */
  picture: Size;
  /** When of the film something is to be seen that is drawn at a span of the whole recording. */
  played: (annotations: Annotation[]) => Annotation[];
}

/** Undefined for what has no picture, or has no film yet. */
export async function findFilm(db: Db, { clipId }: Pick<Message, 'clipId'>): Promise<Film | undefined> {
  const clip = await getClip(db, clipId);
  const { kind, state, seconds, width, height } = clip;
  if (kind !== 'video' || state !== 'ready' || !seconds || !width || !height) return undefined;
  return { clip, name: 'play.mp4', seconds, picture: { width, height }, played: (annotations) => annotations };
}
