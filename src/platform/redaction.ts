/** A part of the picture that is made unrecognisable for a while: fractions of the picture, and seconds. */
export interface Region {
  x: number;
  y: number;
  width: number;
  height: number;
  start: number;
  end: number;
  look: 'blur' | 'solid';
}

/** Of the picture, in pixels. */
export interface Size {
  width: number;
  height: number;
}

/**
 * A blurred part is first brought down to so many cells on its longer side: what is drawn then is made of their few
 * mean colours alone, and no reckoning gets letters back from those.
 */
const mostCells = 4;

const solid = '0x16181d';

/**
 * The filters of ffmpeg that hide parts of a picture whose time stamps are those of the whole recording.
 * @param margin seconds before and after, since frames do not fall on the moments that somebody chose
 */
export function hiding(regions: Region[], size: Size, margin: number): string[] {
  return regions.map((region, index) => hide(region, index, size, margin));
}

function hide(region: Region, index: number, size: Size, margin: number): string {
  const { x, y, width, height } = box(region, size);
  const from = (region.start - margin).toFixed(3);
  const when = `enable='between(t,${from},${(region.end + margin).toFixed(3)})'`;
  if (region.look === 'solid') return `drawbox=x=${x}:y=${y}:w=${width}:h=${height}:color=${solid}:t=fill:${when}`;
  const cell = Math.max(width, height) / mostCells;
  const [columns, rows] = [width, height].map((side) => Math.max(1, Math.round(side / cell)));
  const [all, part, few] = ['all', 'part', 'few'].map((name) => `[${name}${index}]`);
  const coarse = `crop=${width}:${height}:${x}:${y},scale=${columns}:${rows}:flags=area`;
  const soft = `scale=${width}:${height}:flags=bilinear`;
  return `split${all}${part};${part}${coarse},${soft}${few};${all}${few}overlay=${x}:${y}:${when}`;
}

/** In whole pixels, outwards to even ones: colours are kept for every second pixel alone. */
function box(region: Region, size: Size): Size & { x: number; y: number } {
  const [x, width] = along(region.x, region.width, size.width);
  const [y, height] = along(region.y, region.height, size.height);
  return { x, y, width, height };
}

function along(start: number, length: number, pixels: number): [from: number, pixels: number] {
  const from = Math.max(0, Math.floor((start * pixels - 1) / 2) * 2);
  const to = Math.min(pixels, Math.ceil(((start + length) * pixels + 1) / 2) * 2);
  return [from, Math.max(2, to - from)];
}
