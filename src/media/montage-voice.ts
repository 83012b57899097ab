import path from 'node:path';
import { writeComposed, writePng } from '../platform/images.ts';
import { isFromRight, letter, type Lettering } from '../platform/lettering.ts';
import type { Wipe } from '../platform/screen.ts';
import { marginOf } from './montage-card.ts';
import { ink, svg, unitOf, voice, type Size } from './montage-ink.ts';

/**
 * Draws what is to be seen where there is only a voice: whose it is, and its waveform, which is lit as far as it has
 * been heard.
 * @param heights in per cent
 */
export async function drawVoice(
  label: string | null,
  heights: number[],
  size: Size,
  accent: string,
  folder: string,
): Promise<{ file: string; wipe: Wipe }> {
  const unit = unitOf(size);
  const left = even(marginOf(size));
  const wave = { left, top: even(size.height * 0.38), width: even(size.width - 2 * left), height: even(200 * unit) };
  const name = await letter(label ?? '', nameStyle(wave.width, size));
  const [file, lit] = [path.join(folder, 'voice.png'), path.join(folder, 'lit.png')];
  const nameLeft = isFromRight(label ?? '') ? left + wave.width - (name?.width ?? 0) : left;
  const layers = name ? [{ png: name.png, left: nameLeft, top: wave.top - 56 * unit - name.height }] : [];
  await writeComposed(svg(size, ground + bars(heights, wave, unit, faint)), layers, file);
  const litBars = bars(heights, { ...wave, left: wave.width, top: 0 }, unit, accent);
  await writePng(svg({ width: 2 * wave.width, height: wave.height }, ground + litBars), lit);
  return { file, wipe: { file: lit, left, top: wave.top, width: wave.width } };
}

const ground = `<rect width="100%" height="100%" fill="${ink.ground}"/>`;

/** Of what has not been heard yet. */
const faint = '#4a463f';

function nameStyle(width: number, size: Size): Lettering {
  const sizes = [60, 52, 44, 36, 30].map((each) => Math.round(each * unitOf(size)));
  return { families: voice, weight: 400, sizes, colour: ink.words, width, height: Math.round(size.height * 0.22) };
}

/** How many bars fit across. */
export function barCount(size: Size): number {
  return Math.floor((size.width - 2 * marginOf(size)) / (14 * unitOf(size)));
}

type Box = { left: number; top: number; width: number; height: number };

function bars(heights: number[], box: Box, unit: number, accent: string): string {
  const loudest = Math.max(1, ...heights);
  const step = box.width / Math.max(1, heights.length);
  const drawn = heights.map((percent, i) => {
    const tall = Math.max(6 * unit, (percent / loudest) * box.height);
    const [x, y, width] = [box.left + i * step, box.top + (box.height - tall) / 2, step * 0.58];
    return `<rect x="${x.toFixed(1)}" y="${y.toFixed(1)}" width="${width.toFixed(1)}" height="${tall.toFixed(1)}" rx="${(width / 2).toFixed(1)}"/>`;
  });
  return `<g fill="${accent}">${drawn.join('')}</g>`;
}

function even(value: number): number {
  return Math.round(value / 2) * 2;
}
