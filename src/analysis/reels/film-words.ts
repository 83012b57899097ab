import type { Db } from '../../platform/database.ts';
import type { Deps } from '../../platform/deps.ts';
import { findShownSegments } from '../../transcripts/edited.ts';
import { keepKnownWords } from '../../transcripts/known.ts';
import type { Segment } from '../../transcripts/segment.ts';
import * as films from './film.store.ts';
import type { Film, FilmPart } from './film.store.ts';
import { spanOf } from './plan.ts';
import { beginningOf, saidWithin } from './words.ts';

/** A place in a film to begin at, in its seconds. */
export interface Chapter {
  at: number;
  title: string;
}

/** For the hook `answerCorrected`: the captions of films follow the words of the answers that are in them. */
export async function followCorrectionInFilms(deps: Pick<Deps, 'db'>, formId: string): Promise<void> {
  for (const film of await films.listFilmsOfForm(deps.db, formId)) await keepFilmWords(deps.db, film);
}

/** For the hook `transcribed`: a recording was listened to anew. So whoever opens a link need not have it looked up. */
export async function followTranscriptInFilms(db: Db, clipId: string): Promise<void> {
  for (const reelId of await films.listFilmsHolding(db, { clipIds: [clipId] })) {
    const film = await films.findFilm(db, reelId);
    if (film) await keepFilmWords(db, film);
  }
}

/** What is said and to be read in a film, as transcripts have it now: nobody listens to it again. */
export async function keepFilmWords(db: Db, film: Film): Promise<void> {
  const parts = await films.listFilmParts(db, film.reelId);
  const worded = await Promise.all(parts.map((part, i) => segmentsOf(db, part, parts[i + 1]?.at ?? film.seconds)));
  const segments = worded.flat();
  await keepKnownWords(db, { clipId: film.clipId, engine: 'reel', segments, createdAt: film.madeAt });
}

async function segmentsOf(db: Db, part: FilmPart, until: number): Promise<Segment[]> {
  if (part.clipId === null) {
    const text = [part.title, part.text].filter(Boolean).join(part.kind === 'quote' ? ': ' : ' ');
    return text ? [{ start: part.at, end: until, text }] : [];
  }
  const { start } = spanOf(part);
  const moved = (moment: number) => Math.round((moment - start + part.at) * 100) / 100;
  const said = await saidIn(db, part);
  return said.map((segment) => ({ ...segment, start: moved(segment.start), end: moved(segment.end) }));
}

async function saidIn(db: Db, { clipId, ...part }: FilmPart): Promise<Segment[]> {
  return saidWithin((clipId === null ? undefined : await findShownSegments(db, clipId)) ?? [], spanOf(part));
}

/** One for each quote and each card of one's own; a question belongs to the quote after it. Called by the film's own words. */
export async function chaptersOf(db: Db, film: Film): Promise<Chapter[]> {
  const parts = await films.listFilmParts(db, film.reelId);
  const words = (await findShownSegments(db, film.clipId)) ?? [];
  const chapters: Chapter[] = [];
  for (const [i, part] of parts.entries()) {
    if (part.kind === 'question') continue;
    const before = parts[i - 1];
    const at = before?.kind === 'question' ? before.at : part.at;
    chapters.push({
      at,
      title: titleOf(part, saidWithin(words, { start: part.at, end: parts[i + 1]?.at ?? film.seconds })),
    });
  }
  return chapters;
}

function titleOf(part: FilmPart, said: Segment[]): string {
  if (part.kind === 'card') return part.title ?? '';
  const words = part.clipId === null ? (part.text ?? '') : said.map(({ text }) => text).join(' ');
  const quoted = words ? `“${beginningOf(words)}”` : 'A quote';
  return part.title ? `${part.title}: ${quoted}` : quoted;
}
