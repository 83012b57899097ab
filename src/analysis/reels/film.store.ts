import type { Db } from '../../platform/database.ts';
import type { Naming } from './reel.ts';

/** What was made of a reel. It stays until it is made anew, also when the reel is another by then. */
export interface Film {
  reelId: string;
  clipId: string;
  seconds: number;
  names: Naming;
  /** See `Fingerprints`. */
  plan: string;
  words: string;
  madeAt: string;
}

/** A part of a film: a quote, a card of one's own, or the question before quotes. */
export interface FilmPart {
  kind: 'quote' | 'card' | 'question';
  /** Where in the film it begins, in seconds. */
  at: number;
  /** A card's title, or who says it, where they are named. */
  title: string | null;
  /** What was typed, or stands on a card. */
  text: string | null;
  answerId: string | null;
  responseId: string | null;
  /** The recording it is from, and which part of that; null for cards. */
  clipId: string | null;
  start: number | null;
  end: number | null;
}

const columns = {
  reelId: 'reel_id',
  clipId: 'clip_id',
  seconds: 'seconds',
  names: 'names',
  plan: 'plan',
  words: 'words',
  madeAt: 'made_at',
};

export async function findFilm(db: Db, reelId: string): Promise<Film | undefined> {
  return db('reel_films').where({ reel_id: reelId }).first<Film | undefined>(columns);
}

export async function findFilmOfClip(db: Db, clipId: string): Promise<Film | undefined> {
  return db('reel_films').where({ clip_id: clipId }).first<Film | undefined>(columns);
}

export async function listFilmParts(db: Db, reelId: string): Promise<FilmPart[]> {
  return db('reel_film_parts').where({ reel_id: reelId }).orderBy('position').select<FilmPart[]>({
    kind: 'kind',
    at: 'at_seconds',
    title: 'title',
    text: 'text',
    answerId: 'answer_id',
    responseId: 'response_id',
    clipId: 'clip_id',
    start: 'start_seconds',
    end: 'end_seconds',
  });
}

/** In place of the one before. */
export async function replaceFilm(db: Db, film: Film, parts: FilmPart[]): Promise<void> {
  await deleteFilm(db, film.reelId);
  await db('reel_films').insert({
    reel_id: film.reelId,
    clip_id: film.clipId,
    seconds: film.seconds,
    names: film.names,
    plan: film.plan,
    words: film.words,
    made_at: film.madeAt,
  });
  const rows = parts.map((part, position) => ({
    reel_id: film.reelId,
    position,
    kind: part.kind,
    at_seconds: part.at,
    title: part.title,
    text: part.text,
    answer_id: part.answerId,
    response_id: part.responseId,
    clip_id: part.clipId,
    start_seconds: part.start,
    end_seconds: part.end,
  }));
  await db.batchInsert('reel_film_parts', rows, 50);
}

/** With what it says is in it. */
export async function deleteFilm(db: Db, reelId: string): Promise<void> {
  await db('reel_films').where({ reel_id: reelId }).delete();
}

/** What is about to go, by the response that gave it or by its recordings. */
export type Going = { responseId: string } | { clipIds: string[] };

/** How many quotes of each reel go with it, also with what was taken out of the reel and could be put back. */
export async function countGoing(db: Db, going: Going): Promise<Map<string, number>> {
  const rows: { reelId: string; number: number }[] = await answersGoing(db, going)
    .join('reel_items', 'reel_items.answer_id', 'answers.id')
    .groupBy('reel_id')
    .select({ reelId: 'reel_id', number: db.raw('sum(removed_at is null)') });
  return new Map(rows.map(({ reelId, number }) => [reelId, number]));
}

export async function deleteItemsGoing(db: Db, going: Going): Promise<void> {
  await db('reel_items').whereIn('answer_id', answersGoing(db, going).select('answers.id')).delete();
}

function answersGoing(db: Db, going: Going) {
  const answers = db('answers');
  return 'responseId' in going
    ? answers.where({ response_id: going.responseId })
    : answers.whereIn('answers.clip_id', going.clipIds);
}

/** Reels whose film holds it. */
export async function listFilmsHolding(db: Db, going: Going): Promise<string[]> {
  return db('reel_film_parts')
    .where((holding) => {
      if ('responseId' in going) void holding.where({ response_id: going.responseId });
      else void holding.whereIn('clip_id', going.clipIds);
    })
    .distinct()
    .pluck('reel_id');
}

/** Reels whose film has words of a form's answers in it. */
export async function listFilmsOfForm(db: Db, formId: string): Promise<Film[]> {
  const reels = db('reels').where({ form_id: formId }).select('id');
  return db('reel_films').whereIn('reel_id', reels).select<Film[]>(columns);
}

/** Whether everything that a film was made of is still there. */
export async function areAllThere(db: Db, answers: { id: string; clipId: string | null }[]): Promise<boolean> {
  const ids = [...new Set(answers.map(({ id }) => id))];
  const rows: { id: string; clipId: string | null; clip: string | null }[] = await db('answers')
    .leftJoin('clips', 'clips.id', 'answers.clip_id')
    .whereIn('answers.id', ids)
    .select({ id: 'answers.id', clipId: 'answers.clip_id', clip: 'clips.id' });
  const there = new Set(rows.filter(({ clipId, clip }) => clipId === clip).map(({ id, clipId }) => `${id} ${clipId}`));
  return answers.every(({ id, clipId }) => there.has(`${id} ${clipId}`));
}
