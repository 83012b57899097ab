import { isUnspaced } from './unspaced.ts';

/** Of what is written in the search box: the longest that is read, in characters, and the most words. */
export const longestQuery = 200;
const mostTerms = 16;

/** Words of a document: its title, what was typed, what was said. */
export type Column = 'title' | 'body' | 'said';

/** A word that is looked for, or several that stand together. */
export interface Term {
  words: string[];
  /** As it was written, without quotation marks. */
  written: string;
  isExcluded: boolean;
  /** The last word may go on: "pum" finds "pump". */
  isOpen: boolean;
}

/**
 * What somebody wrote, in FTS5's language (https://www.sqlite.org/fts5.html#full_text_query_syntax): all words, in any form
 * and order; "words in quotes" as they stand; -excluded ones; wor* and the last word as beginnings. Undefined where
 * no word is left to look for. Only letters and digits get through, in quotes, so that nothing that people type means anything to FTS5.
 */
export function toMatch(text: string, { columns, forms }: Scope): string | undefined {
  const terms = termsIn(text).filter(({ written }) => !isUnspaced(written));
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

/**
 * What no index of words can find and is looked for letter by letter, in small letters. Where nothing else is wanted, what
 * is to be left out is left out letter by letter too.
 */
export function toPieces(text: string): { wanted: string[]; excluded: string[] } {
  const terms = termsIn(text);
  const hasWords = terms.some(({ written, isExcluded }) => !isExcluded && !isUnspaced(written));
  const pieces = terms.filter(({ written }) => !hasWords || isUnspaced(written));
  const written = (isExcluded: boolean) =>
    pieces.filter((term) => term.isExcluded === isExcluded).map((term) => term.written.toLowerCase());
  return { wanted: written(false), excluded: written(true) };
}

/** Whether anything is left to look for. */
export function saysSomething(text: string): boolean {
  return termsIn(text).some(({ isExcluded }) => !isExcluded);
}

/** What is written in the box, in its order. */
export function termsIn(text: string): Term[] {
  const found = [...text.slice(0, longestQuery).matchAll(/(?<=^|\s)(-?)(?:["“”„]([^"“”„]*)(["“”„]?)|(\S+))/gu)];
  return found.slice(0, mostTerms).flatMap(([all, minus, phrase, closed, word], i) => {
    const words = wordsOf(phrase ?? word ?? '');
    const isLast = i === found.length - 1 && text.endsWith(all) && !closed;
    const isOpen = isLast || (word?.endsWith('*') ?? false) || isKorean(words.at(-1) ?? '');
    const written = (phrase ?? word ?? '').replace(/\*$/, '').trim();
    return words.length > 0 ? [{ words, written, isExcluded: minus === '-', isOpen: isOpen && !minus }] : [];
  });
}

/** What Korean adds to a word is written at its end. */
function isKorean(word: string): boolean {
  return /\p{Script=Hangul}$/u.test(word);
}

/** As FTS5's tokenizer sees them. */
export function wordsOf(text: string): string[] {
  return text.match(/[\p{L}\p{N}\p{Mn}]*[\p{L}\p{N}][\p{L}\p{N}\p{M}]*/gu) ?? [];
}

/** Several words are next to each other, in this order. */
function expression({ words, isOpen }: Term): string {
  const ways = spellings(words);
  const [last = ''] = words.slice(-1);
  const begun = isOpen ? [...completed(last)].map((word) => quoted([...words.slice(0, -1), word])) : [];
  const all = [...ways.map((way) => quoted(way) + (isOpen ? '*' : '')), ...begun];
  return isOpen || all.length > 1 ? `(${all.join(' OR ')})` : all.join();
}

/** Who has no ß on the keyboard writes ss, and speech engines know one of them. */
function spellings(words: string[]): string[][] {
  const ways = [words, words.map((word) => word.replaceAll(/ß/giu, 'ss'))];
  if (words.some((word) => /[^s]ss/i.test(word))) ways.push(words.map((word) => word.replace(/(?<=[^s])ss/gi, 'ß')));
  return ways.filter((way, i) => ways.findIndex((other) => other.join(' ') === way.join(' ')) === i);
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
