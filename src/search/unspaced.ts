import { foundEnd, foundStart } from './excerpt.ts';

/**
 * Scripts that write their words without spaces: an index of words cannot tell them apart, so such texts are looked
 * through letter by letter. Their index is made of the same letters.
 */
const letters =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;

export function isUnspaced(text: string): boolean {
  return letters.test(text);
}

/** Each of the pieces of text stands between `foundStart` and `foundEnd` wherever it is; Latin letters in either case. */
export function markPieces(text: string, pieces: readonly string[]): string {
  const any = pieces.map((piece) => piece.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&')).join('|');
  return any ? text.replace(new RegExp(any, 'giu'), (piece) => foundStart + piece + foundEnd) : text;
}
