/** What is drawn for a montage is drawn in the dark half of the tokens (public/css/tokens.css): it comes between films. */
export const ink = {
  ground: '#1c1814',
  sunken: '#16120f',
  words: '#f1ece4',
  soft: '#c1b9af',
  faint: '#a29a90',
  line: '#322d27',
  accent: '#6bc8d3',
} as const;

/** What people say or are called, as in the tokens. */
export const voice = 'Iowan Old Style, Palatino Linotype, Palatino, P052, Noto Serif, Georgia, DejaVu Serif, serif';

/** What is read off. */
export const hand = 'Inter, Roboto, Noto Sans, Nimbus Sans, Helvetica Neue, Arial, DejaVu Sans, sans-serif';

/** Of a picture, in pixels. */
export interface Size {
  width: number;
  height: number;
}

/** Drawings are laid out for 720 pixels on the shorter side. */
export function unitOf({ width, height }: Size): number {
  return Math.min(width, height) / 720;
}

export function svg({ width, height }: Size, shapes: string): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">${shapes}</svg>`;
}
