import { duration } from '../platform/http/words.ts';
import { vttTime } from '../platform/vtt.ts';
import { timed, type Segment } from './segment.ts';

/** What fits on a small screen beside a face: the usual measure of broadcasters. */
const lineLength = 42;
const linesPerCue = 2;

/** The transcript as WebVTT (https://www.w3.org/TR/webvtt1/). */
export function toWebVtt(segments: Segment[]): string {
  return ['WEBVTT\n', ...segments.flatMap(toCues).map(cueText)].join('\n');
}

/** The same as SubRip, which editors and other players read: numbered, with a comma in its times. */
export function toSubRip(segments: Segment[]): string {
  const cues = segments.flatMap(toCues);
  const time = (seconds: number) => vttTime(seconds).replace('.', ',');
  return cues.map(({ start, end, text }, i) => `${i + 1}\n${time(start)} --> ${time(end)}\n${text}\n`).join('\n');
}

/** To be read: a line for each phrase, with the time at which it begins. */
export function toText(segments: Segment[]): string {
  return segments.map(({ start, text }) => `${duration(Math.floor(start))} ${text}\n`).join('');
}

/** For programs: each phrase with its seconds. */
export function toJson(segments: Segment[]): string {
  return JSON.stringify({ segments: segments.map(({ start, end, text }) => ({ start, end, text })) }, undefined, 2);
}

/** Cuts a segment into cues of at most two lines, each shown for its share of the time. */
function toCues(segment: Segment): Segment[] {
  const lines = evenLines(segment.text);
  const cues = lines.flatMap((_, i) => (i % linesPerCue ? [] : [lines.slice(i, i + linesPerCue).join('\n')]));
  return timed(cues, [segment]);
}

/** As few lines as possible, and those about equally long. */
function evenLines(text: string): string[] {
  const fewest = wrap(text, lineLength).length;
  for (let width = Math.ceil(text.length / fewest); width < lineLength; width++) {
    const lines = wrap(text, width);
    if (lines.length <= fewest) return lines;
  }
  return wrap(text, lineLength);
}

/** A word longer than the width has a line of its own. */
function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(/\s+/)) {
    const line = lines.at(-1);
    if (line !== undefined && line.length + 1 + word.length <= width) lines[lines.length - 1] = `${line} ${word}`;
    else lines.push(word);
  }
  return lines;
}

function cueText({ start, end, text }: Segment): string {
  return `${vttTime(start)} --> ${vttTime(end)}\n${escaped(text)}\n`;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
