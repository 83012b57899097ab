/** Private to Unicode's users: nobody says or types these. Stand around what is found. */
export const foundStart = '\uE000';
export const foundEnd = '\uE001';

/** Words around what was found, in turn, the found ones marked. */
export type Excerpt = { text: string; found: boolean }[];

const before = 50;
const length = 170;

/** The place where most of what was looked for stands together, and where it begins in the text, in UTF-16 units. */
export function excerptOf(marked: string): { at: number; parts: Excerpt } | undefined {
  const { text, hits } = unmarked(marked);
  const best = hits.map((hit) => ({ hit, together: different(text, hits, hit) }));
  const { hit } = best.toSorted((a, b) => b.together - a.together)[0] ?? {};
  if (!hit) return undefined;
  const from = wordStart(text, hit[0] - before);
  const to = wordEnd(text, Math.max(from + length, hit[1]));
  return { at: hit[0], parts: cut(text, hits, from, to) };
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

function different(text: string, hits: Hit[], [from]: Hit): number {
  const near = hits.filter(([start, end]) => start >= from && end <= from + length - before);
  return new Set(near.map(([start, end]) => text.slice(start, end).toLowerCase())).size;
}

function wordStart(text: string, at: number): number {
  if (at < 16) return 0;
  const space = text.slice(at, at + before).search(/\s/u);
  return space < 0 ? at : at + space + 1;
}

function wordEnd(text: string, at: number): number {
  if (at >= text.length) return text.length;
  const space = text.slice(0, at).search(/\s\S*$/u);
  return space < at - before ? at : space;
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
