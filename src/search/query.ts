/** Of what is written in the search box: the longest that is read, in characters, and the most words. */
export const longestQuery = 200;
const mostTerms = 16;

/** Words of a document: its title, what was typed, what was said. */
export type Column = 'title' | 'body' | 'said';

interface Term {
  words: string[];
  isExcluded: boolean;
  /** The last word may go on: "pum" finds "pump". */
  isOpen: boolean;
}

/**
 * What somebody wrote, in FTS5's language (https://www.sqlite.org/fts5.html#full_text_query_syntax): all words, in any form
 * and order; "words in quotes" as they stand; -excluded ones; wor* and the last word as beginnings. Undefined where
 * nothing is left to look for. Only letters and digits get through, in quotes, so that nothing that people type means anything to FTS5.
 */
export function toMatch(text: string, { columns, forms }: Scope): string | undefined {
  const terms = termsIn(text);
  const wanted = terms.filter(({ isExcluded }) => !isExcluded).map(expression);
  const excluded = terms.filter(({ isExcluded }) => isExcluded).map(expression);
  if (wanted.length === 0) return undefined;
  const all = wanted.join(' AND ');
  const found = `{${columns.join(' ')}} : (${excluded.length > 0 ? `(${all}) NOT (${excluded.join(' OR ')})` : all})`;
  return forms ? `(form_id : (${forms.map((id) => `"${wordsOf(id).join(' ')}"`).join(' OR ')})) AND (${found})` : found;
}

/** What is looked through: these columns, of what belongs to these forms (at least one); of everything without any. */
export interface Scope {
  columns: readonly Column[];
  forms?: readonly string[] | undefined;
}

function termsIn(text: string): Term[] {
  const found = [...text.slice(0, longestQuery).matchAll(/(?<=^|\s)(-?)(?:["“”„]([^"“”„]*)(["“”„]?)|(\S+))/gu)];
  return found.slice(0, mostTerms).flatMap(([all, minus, phrase, closed, word], i) => {
    const words = wordsOf(phrase ?? word ?? '');
    const isLast = i === found.length - 1 && text.endsWith(all) && !closed;
    const isOpen = isLast || (word?.endsWith('*') ?? false);
    return words.length > 0 ? [{ words, isExcluded: minus === '-', isOpen: isOpen && !minus }] : [];
  });
}

/** As FTS5's tokenizer sees them. */
export function wordsOf(text: string): string[] {
  return text.match(/[\p{L}\p{N}\p{Mn}]*[\p{L}\p{N}][\p{L}\p{N}\p{M}]*/gu) ?? [];
}

/** Several words are next to each other, in this order. */
function expression({ words, isOpen }: Term): string {
  const [last = ''] = words.slice(-1);
  if (!isOpen) return quoted(words);
  const endings = [...completed(last)].map((word) => quoted([...words.slice(0, -1), word]));
  return `(${[`${quoted(words)}*`, ...endings].join(' OR ')})`;
}

function quoted(words: string[]): string {
  return `"${words.join(' ')}"`;
}

const endings = ['ing', 'ed', 'es', 'ation', 'ment', 'ly'];

/** Words are kept by their stem: on the way from "pump" to "pumping" neither "pumpi" nor "pumpin" begins one. */
function completed(word: string): Set<string> {
  const parts = endings.flatMap((ending) =>
    Array.from({ length: ending.length - 1 }, (_, i) => [ending.slice(0, i + 1), ending.slice(i + 1)] as const),
  );
  const begun = parts.filter(([begins]) => word.toLowerCase().endsWith(begins) && word.length > begins.length + 2);
  return new Set(begun.map(([, rest]) => word + rest));
}
