import { inOrder, nameOf, stepNumbers, type Annotation } from '../browser/wire/annotation.ts';
import { canvasOf } from '../browser/wire/shapes.ts';
import type { DrawnOver } from '../browser/wire.ts';
import type { Db } from '../platform/database.ts';
import type { Deps } from '../platform/deps.ts';
import type { SubjectRef } from '../sharing/subject.ts';
import { getAnnotations } from './annotation.ts';
import { drawAll } from './drawing.ts';
import { messageOwner, type Message } from './message.ts';
import { findFilm } from './played.ts';
import { findMessage } from './store.ts';

/** An annotation in the list beside the transcript; seconds of the film as it is played. */
export interface Listed {
  id: string;
  kind: Annotation['kind'];
  title: string;
  start: number;
  end: number;
}

/** What is drawn over a film, by its moments; what was cut out of the film is not told either. */
export async function listAnnotations(db: Db, message: Pick<Message, 'id' | 'clipId'>): Promise<Listed[]> {
  const played = await playedAnnotations(db, message);
  return played.map(({ id, kind, title, span }) => ({ id, kind, title, ...span }));
}

/** The same as drawings for the page to lay over its player; none while the film's size is not known. */
export async function drawnOver(db: Db, message: Pick<Message, 'id' | 'clipId'>): Promise<DrawnOver> {
  const film = await findFilm(db, message);
  if (!film) return nothing;
  const annotations = film.played((await getAnnotations(db, message.id)).annotations);
  const shapes = drawAll(annotations, annotations, film.picture);
  const drawings = annotations.map(({ id, span }, index) => ({ id, ...span, shape: shapes[index]! }));
  return { ...canvasOf(film.picture), drawings };
}

const nothing: DrawnOver = { width: 0, height: 0, drawings: [] };

/** For the hook `drawnOverShared`. */
export async function drawnOverSubject({ db }: Deps, { kind, id }: SubjectRef): Promise<DrawnOver> {
  const message = kind === messageOwner ? await findMessage(db, id) : undefined;
  return message ? drawnOver(db, message) : nothing;
}

async function playedAnnotations(db: Db, message: Pick<Message, 'id' | 'clipId'>) {
  const { annotations } = await getAnnotations(db, message.id);
  const film = annotations.length > 0 ? await findFilm(db, message) : undefined;
  const played = film ? film.played(annotations) : [];
  const numbers = stepNumbers(played);
  return inOrder(played).map((annotation) => ({
    ...annotation,
    title: nameOf(annotation, numbers.get(annotation.id)),
  }));
}
