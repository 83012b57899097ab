/** Private to Unicode's users: nobody says or types these. Stand around what is found. */
export const foundStart = '\uE000';
export const foundEnd = '\uE001';

/** Words around what was found, in turn, the found ones marked. */
export type Excerpt = { text: string; found: boolean }[];

/** How long an excerpt is, in UTF-16 units, and how much of it comes before what was found. */
interface Size {
  before: number;
  length: number;
}

const usual: Size = { before: 50, length: 170 };
/** One of several of a text. */
const brief: Size = { before: 25, length: 100 };

/** Words around a find, and where it begins in the text, in UTF-16 units. */
export interface Place {
  at: number;
  parts: Excerpt;
}

/**
 * Every place where as many different words of what was looked for stand together as anywhere in the text, in turn; finds
 * that fit into one excerpt are one place.
 */
export function placesIn(marked: string): Place[] {
  const { text, hits } = unmarked(marked);
  const together = hits.map((_, i) => different(text, hits, i));
  const most = together.reduce((a, b) => Math.max(a, b), 0);
  const best: number[] = [];
  for (const [i, hit] of hits.entries()) {
    if (together[i] === most && hit[0] >= (hits[best.at(-1) ?? -1]?.[0] ?? -Infinity) + reach) best.push(i);
  }
  const size = best.length > 1 ? brief : usual;
  return best.map((i) => ({ at: hits[i]![0], parts: around(text, near(hits, i), hits[i]!, size) }));
}

/** The first place where most of what was looked for stands together. */
export function excerptOf(marked: string): Place | undefined {
  const { text, hits } = unmarked(marked);
  const together = hits.map((_, i) => different(text, hits, i));
  const hit = hits[together.indexOf(together.reduce((a, b) => Math.max(a, b), 0))];
  return hit && { at: hit[0], parts: around(text, hits, hit, usual) };
}

/** More finds than there is room for around one of them: a long recording may say a word thousands of times. */
function near(hits: Hit[], index: number): Hit[] {
  return hits.slice(Math.max(0, index - usual.length), index + usual.length);
}

function around(text: string, hits: Hit[], hit: Hit, { before, length }: Size): Excerpt {
  const from = wordStart(text, hit[0] - before);
  return cut(text, hits, from, wordEnd(text, Math.max(from + length, hit[1])));
}

/** The whole text, marked. */
export function wholeOf(marked: string): Excerpt {
  const { text, hits } = unmarked(marked);
  return cut(text, hits, 0, text.length);
}

type Hit = [from: number, to: number];

function unmarked(marked: string): { text: string; hits: Hit[] } {
  const hits: Hit[] = [];
  let text = '';
  let start: number | undefined;
  for (const piece of marked.split(/([\uE000\uE001])/u)) {
    if (piece === foundStart) start ??= text.length;
    else if (piece !== foundEnd) text += piece;
    else if (start !== undefined) {
      hits.push([start, text.length]);
      start = undefined;
    }
  }
  return { text, hits };
}

/** What stands within so many characters after the beginning of a find is near to it. */
const reach = usual.length - usual.before;

function different(text: string, hits: Hit[], index: number): number {
  const words = new Set<string>();
  const end = (hits[index]?.[0] ?? 0) + reach;
  for (let i = index; i < hits.length && hits[i]![1] <= end; i++) {
    words.add(text.slice(...hits[i]!).toLowerCase());
  }
  return words.size;
}

/** Where a word begins nearby; words without spaces are cut anywhere. */
function wordStart(text: string, at: number): number {
  if (at < 16) return 0;
  const space = text.slice(at, at + 20).search(/\s/u);
  return space < 0 ? at : at + space + 1;
}

function wordEnd(text: string, at: number): number {
  if (at >= text.length) return text.length;
  const from = Math.max(0, at - 50);
  const space = text.slice(from, at).search(/\s\S*$/u);
  return space < 0 ? at : from + space;
}

function cut(text: string, hits: Hit[], from: number, to: number): Excerpt {
  const parts: Excerpt = [];
  let at = from;
  for (const [start, end] of hits.filter(([start, end]) => start >= from && end <= to)) {
    parts.push({ text: text.slice(at, start), found: false }, { text: text.slice(start, end), found: true });
    at = end;
  }
  parts.push({ text: text.slice(at, to), found: false });
  if (from > 0) parts.unshift({ text: '…', found: false });
  if (to < text.length) parts.push({ text: ' …', found: false });
  return parts.filter((part) => part.text !== '');
}
