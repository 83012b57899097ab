import path from 'node:path';
import type { Annotation } from '../browser/wire/annotation.ts';
import type { Size } from '../browser/wire/shapes.ts';
import { getClip, type Clip } from '../media/clip.ts';
import { getEdit, showingOf, type Edit } from '../media/edit.ts';
import { editFolder } from '../media/edit-files.ts';
import { inEdited, keptOf, lengthOf } from '../media/timeline.ts';
import type { Db } from '../platform/database.ts';
import type { Message } from './message.ts';

/** A message's film as others see it, without what was taken out of it. */
export interface Film {
  clip: Clip;
  /** Of the film in the clip's folder: each edit has another. */
  name: string;
  seconds: number;
  /** In pixels. */
  picture: Size;
  /** When in the film something is to be seen that is drawn at a span of the whole recording; without what was cut out. */
  played: (annotations: Annotation[]) => Annotation[];
}

/** Undefined for what has no picture, or has no film yet. */
export async function findFilm(db: Db, { clipId }: Pick<Message, 'clipId'>): Promise<Film | undefined> {
  const clip = await getClip(db, clipId);
  const { kind, state, seconds, width, height } = clip;
  if (kind !== 'video' || state !== 'ready' || !seconds || !width || !height) return undefined;
  const edit = await getEdit(db, clipId);
  const showing = showingOf(edit);
  if (showing === 'whole') {
    return { clip, name: 'play.mp4', seconds, picture: { width, height }, played: (annotations) => annotations };
  }
  return showing === 'edited' ? editedFilm(clip, edit, { width, height }, seconds) : undefined;
}

function editedFilm(clip: Clip, { cuts, made, revision }: Edit, whole: Size, seconds: number): Film {
  const kept = keptOf(cuts, seconds);
  const picture = { width: made?.width ?? whole.width, height: made?.height ?? whole.height };
  const played = (annotations: Annotation[]) => annotations.flatMap((annotation) => moved(annotation, kept));
  return { clip, name: path.join(editFolder(revision), 'play.mp4'), seconds: lengthOf(kept), picture, played };
}

/** What is left of it for a moment too short to be seen goes with what was cut. */
const shortest = 0.05;

function moved(annotation: Annotation, kept: ReturnType<typeof keptOf>): Annotation[] {
  const [start, end] = [inEdited(kept, annotation.span.start), inEdited(kept, annotation.span.end)];
  return end - start < shortest ? [] : [{ ...annotation, span: { start, end } }];
}
