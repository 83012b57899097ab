import { execFileSync } from 'node:child_process';

/** A part of a picture: all in fractions of its width and height. */
export interface Region {
  x: number;
  y: number;
  width: number;
  height: number;
}

/**
 * Decodes a film at four pictures a second and tells, for each, how much of the region has about that colour, 0 to 1.
 * @param colour red, green, blue, 0 to 255
 */
export function shareOfColour(file: string, region: Region, colour: [number, number, number]): number[] {
  const { x, y, width, height } = region;
  const [w, h] = [64, 36];
  const crop = `crop=iw*${width}:ih*${height}:iw*${x}:ih*${y},scale=${w}:${h}:flags=neighbor,fps=4`;
  const output = ['-f', 'rawvideo', '-pix_fmt', 'rgb24', '-'];
  const raw = execFileSync('ffmpeg', ['-nostdin', '-v', 'error', '-i', file, '-vf', crop, ...output], {
    maxBuffer: 1 << 28,
  });
  const frameBytes = w * h * 3;
  return Array.from({ length: Math.floor(raw.length / frameBytes) }, (_, frame) =>
    shareIn(raw.subarray(frame * frameBytes, (frame + 1) * frameBytes), colour),
  );
}

function shareIn(pixels: Buffer, [red, green, blue]: [number, number, number]): number {
  let near = 0;
  for (let at = 0; at < pixels.length; at += 3) {
    const far = Math.max(
      Math.abs(pixels[at]! - red),
      Math.abs(pixels[at + 1]! - green),
      Math.abs(pixels[at + 2]! - blue),
    );
    if (far < 60) near += 1;
  }
  return near / (pixels.length / 3);
}
