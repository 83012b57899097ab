/** From one moment of a clip to another, in seconds. */
export interface Span {
  start: number;
  end: number;
}

/** A phrase that was said: a sentence, or a piece of a long one. */
export interface Segment extends Span {
  text: string;
}

const longestSeconds = 7;

/**
 * Cuts recognised text into phrases. The engines give no times for words, so a phrase is timed by its share of the
 * characters, counted over the spoken parts alone.
 * @param spoken where the text was said, in order, with the pauses left out; at least one span
 */
export function toSegments(text: string, spoken: Span[]): Segment[] {
  const secondsPerCharacter = total(spoken) / text.length;
  const phrases = sentences(text).flatMap((sentence) =>
    cut(sentence, Math.ceil((sentence.length * secondsPerCharacter) / longestSeconds)),
  );
  return timed(phrases, spoken);
}

function sentences(text: string): string[] {
  return text.split(sentenceEnd).filter((sentence) => sentence.trim() !== '');
}

/** After closing punctuation, but not after "Mr."; Chinese and Japanese put no space there. */
const sentenceEnd = /(?<!\b(?:Mr|Mrs|Ms|Dr|St|Prof|vs|etc)\.)(?<=[.!?…]["'”’)]?)\s+|(?<=[。！？])/u;

/** Cuts between words into at most `count` pieces of about the same length. */
function cut(text: string, count: number): string[] {
  const pieces: string[] = [''];
  let used = 0;
  for (const word of text.split(/(?<=\s)/)) {
    const full = used >= (text.length * pieces.length) / count;
    if (full) pieces.push('');
    pieces[pieces.length - 1] += word;
    used += word.length;
  }
  return pieces.map((piece) => piece.trim());
}

/** Times pieces of text that were said one after the other in `spoken`. */
export function timed(pieces: string[], spoken: Span[]): Segment[] {
  const first = spoken[0];
  const last = spoken.at(-1);
  if (!first || !last) return [];
  const lengths = pieces.map((piece) => piece.length);
  const secondsPerCharacter = total(spoken) / lengths.reduce((sum, length) => sum + length, 0);
  const seconds = lengths.map((length) => length * secondsPerCharacter);
  const segments: Segment[] = [];
  let start = first.start;
  let said = 0;
  for (const [i, text] of pieces.entries()) {
    const next = seconds[i + 1];
    const current = seconds[i] ?? 0;
    said += current;
    const turn =
      next === undefined ? { end: last.end, start: last.end } : turnAt(said, Math.min(current, next), spoken);
    segments.push({ start: rounded(start), end: rounded(turn.end), text });
    start = turn.start;
  }
  return segments;
}

/** Where one piece ends and the next starts, `said` seconds of speech in: at a pause, if there is one near. */
function turnAt(said: number, shorterNeighbour: number, spoken: Span[]): Span {
  const near = Math.min(0.8, shorterNeighbour / 2);
  let before = 0;
  for (const [i, part] of spoken.entries()) {
    const after = before + part.end - part.start;
    const next = spoken[i + 1];
    if (next && Math.abs(after - said) < near) return { end: part.end, start: next.start };
    if (said <= after || !next) return { end: part.start + said - before, start: part.start + said - before };
    before = after;
  }
  throw new Error('Nothing was spoken');
}

function total(spans: Span[]): number {
  return spans.reduce((sum, span) => sum + span.end - span.start, 0);
}

function rounded(seconds: number): number {
  return Math.round(seconds * 100) / 100;
}
