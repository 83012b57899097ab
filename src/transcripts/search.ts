import type { Db } from '../platform/database.ts';
import { listMatches, matchEnd, matchStart } from './store.ts';

/** A clip in which the words were said, and the place: its parts in turn, the found ones marked. */
export interface Find {
  clipId: string;
  snippet: { text: string; found: boolean }[];
}

/** Clips in which all the words were said, in any order and form, the last perhaps unfinished; the best first. */
export async function searchTranscripts(db: Db, words: string, limit = 50): Promise<Find[]> {
  const query = toQuery(words);
  if (!query) return [];
  const matches = await listMatches(db, query, limit);
  return matches.map(({ clipId, snippet }) => ({ clipId, snippet: parts(snippet) }));
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
