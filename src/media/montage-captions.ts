import path from 'node:path';
import { writeComposed } from '../platform/images.ts';
import { letter } from '../platform/lettering.ts';
import { writeOverlays, type Overlay } from '../platform/overlay.ts';
import type { Strip } from '../platform/screen.ts';
import { hand, ink, svg, unitOf, type Size } from './montage-ink.ts';

/** What is said while, in seconds from the beginning of a cut. */
export interface Caption {
  start: number;
  end: number;
  text: string;
}

/** Draws captions for a picture into a folder; undefined where nothing is said. */
export async function drawCaptions(
  captions: Caption[],
  seconds: number,
  size: Size,
  folder: string,
): Promise<Strip | undefined> {
  const box = { width: size.width, height: even(168 * unitOf(size)) };
  const overlays: Overlay[] = [];
  for (const { start, end, text } of readable(captions, seconds)) {
    const file = path.join(folder, `caption-${overlays.length}.png`);
    if (await drawCaption(text, box, unitOf(size), file)) overlays.push({ file, start, end });
  }
  if (overlays.length === 0) return undefined;
  const list = path.join(folder, 'captions.ffconcat');
  await writeOverlays(list, overlays);
  return { list, overlays, top: even(size.height - box.height - 24 * unitOf(size)) };
}

/** So many letters can be read at a time. */
const mostLetters = 84;

const shortestSeconds = 0.05;

/** By their beginning, within the cut, no two at a time; a long one in parts that share its time by their length. */
export function readable(captions: Caption[], seconds: number): Caption[] {
  const ascending = captions.toSorted((a, b) => a.start - b.start).flatMap(parts);
  return ascending.flatMap(({ start, end, text }, i) => {
    const until = Math.min(end, seconds, ascending[i + 1]?.start ?? seconds);
    const from = Math.max(0, start);
    return until - from < shortestSeconds ? [] : [{ start: from, end: until, text }];
  });
}

function parts({ start, end, text }: Caption): Caption[] {
  const lines = broken(text.trim());
  const letters = lines.reduce((sum, line) => sum + line.length, 0);
  let at = start;
  return lines.map((line) => {
    const from = at;
    at += ((end - start) * line.length) / letters;
    return { start: from, end: at, text: line };
  });
}

/** Into parts of about the same length, between words. */
function broken(text: string): string[] {
  const wanted = text.length / Math.ceil(text.length / mostLetters);
  const lines: string[] = [];
  for (const word of text.split(/\s+/)) {
    const last = lines.at(-1);
    if (last === undefined || last.length + word.length / 2 > wanted) lines.push(word);
    else lines[lines.length - 1] = `${last} ${word}`;
  }
  return lines;
}

async function drawCaption(text: string, box: Size, unit: number, file: string): Promise<boolean> {
  const [padX, padY] = [22 * unit, 12 * unit];
  const drawn = await letter(text, {
    families: hand,
    weight: 600,
    sizes: [36, 32, 28, 24].map((each) => Math.round(each * unit)),
    colour: '#ffffff',
    width: Math.round(box.width * 0.84 - 2 * padX),
    height: Math.round(box.height - 2 * padY),
    align: 'centre',
    isEven: true,
  });
  if (!drawn) return false;
  const [width, height] = [drawn.width + 2 * padX, drawn.height + 2 * padY];
  const [left, top] = [(box.width - width) / 2, box.height - height];
  const ground = `<rect x="${left}" y="${top}" width="${width}" height="${height}" rx="${12 * unit}" fill="${ink.sunken}" fill-opacity="0.78"/>`;
  await writeComposed(svg(box, ground), [{ png: drawn.png, left: left + padX, top: top + padY }], file);
  return true;
}

function even(value: number): number {
  return Math.round(value / 2) * 2;
}
