import type { Db } from '../platform/database.ts';
import { findShownSegments } from './edited.ts';
import { listMatches, matchEnd, matchStart, type ClipIds } from './store.ts';

/** A clip in which the words were said, and the place: its parts in turn, the found ones marked. */
export interface Find {
  clipId: string;
  snippet: { text: string; found: boolean }[];
}

/**
 * Clips in which all the words were said, in any order and form, the last perhaps unfinished; the best first.
 * @param among a query for the ids of the only clips that count; all do without it
 */
export async function searchTranscripts(db: Db, words: string, limit = 50, among?: ClipIds): Promise<Find[]> {
  const query = toQuery(words);
  if (!query) return [];
  const matches = await listMatches(db, query, limit, among);
  return matches.map(({ clipId, snippet }) => ({ clipId, snippet: parts(snippet) }));
}

/** The second at which the phrase begins that holds most of what was found. */
export async function findMoment(db: Db, { clipId, snippet }: Find): Promise<number> {
  const found = new Set(snippet.filter((part) => part.found).map(({ text }) => text.toLowerCase()));
  const segments = (await findShownSegments(db, clipId)) ?? [];
  const counted = segments.map(({ start, text }) => ({
    start,
    hits: wordsIn(text).filter((w) => found.has(w)).length,
  }));
  return counted.toSorted((a, b) => b.hits - a.hits)[0]?.start ?? 0;
}

function wordsIn(text: string): string[] {
  return text.toLowerCase().match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];
}

/** Quoted, so that nothing a person types means anything to FTS5. */
function toQuery(words: string): string {
  const quoted = words.match(/[\p{L}\p{M}\p{N}]+/gu)?.map((word) => `"${word}"`) ?? [];
  return quoted.length > 0 ? `${quoted.join(' ')}*` : '';
}

function parts(snippet: string): Find['snippet'] {
  return snippet
    .split(new RegExp(`(${matchStart}[^${matchEnd}]*${matchEnd})`, 'u'))
    .filter((text) => text !== '')
    .map((text) => (text.startsWith(matchStart) ? { text: text.slice(1, -1), found: true } : { text, found: false }));
}
