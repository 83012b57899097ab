import sharp from 'sharp';
import { Unreadable } from './bad-media.ts';
import { isDiskFull } from './disk.ts';
import { mediaTypeOf, mediaTypeOfHead } from './magic.ts';

const maxPixels = 40_000_000;

sharp.cache(false);
sharp.concurrency(1);

export interface Picture {
  width: number;
  height: number;
}

/** @throws Unreadable when the file is no picture, or one that is too large to open */
export async function readPicture(file: string): Promise<Picture> {
  const type = await mediaTypeOf(file);
  if (!type?.startsWith('image/')) throw new Unreadable('This is not a picture. Choose a PNG, JPEG, WebP or GIF file.');
  const { width, height, autoOrient } = await sharp(file, { limitInputPixels: false }).metadata().catch(cannotRead);
  if (width * height > maxPixels)
    throw new Unreadable('This picture is larger than 40 megapixels. Choose a smaller one.');
  return { width: autoOrient.width, height: autoOrient.height };
}

/**
 * Writes a WebP no wider than `width`, upright and without the place where it was taken.
 * @param input a file that `readPicture` accepts or that we made, or an SVG that we drew
 * @throws Unreadable
 */
export async function writeWebp(input: string | Buffer, output: string, width: number): Promise<void> {
  await sharp(input, { limitInputPixels: maxPixels })
    .autoOrient()
    .resize({ width, withoutEnlargement: true })
    .webp({ quality: 78 })
    .toFile(output)
    .catch(cannotRead);
}

/** Writes an SVG that we drew as a PNG with a clear ground, in the SVG's own size. */
export async function writePng(svg: string, output: string): Promise<void> {
  await sharp(Buffer.from(svg), { limitInputPixels: maxPixels }).png({ compressionLevel: 3 }).toFile(output);
}

/** A picture that lies on another, its upper left corner in whole pixels. */
export interface Layer {
  png: Buffer;
  left: number;
  top: number;
}

/** Writes an SVG that we drew, in its own size, with pictures on it that we made, as PNG. */
export async function writeComposed(svg: string, layers: Layer[], output: string): Promise<void> {
  const on = layers.map(({ png, left, top }) => ({ input: png, left: Math.round(left), top: Math.round(top) }));
  await sharp(Buffer.from(svg), { limitInputPixels: maxPixels })
    .composite(on)
    .png({ compressionLevel: 3 })
    .toFile(output);
}

const photographs = new Set(['png', 'jpeg', 'webp', 'gif']);

/** A picture that was posted, as a square WebP; SVG, which can hold scripts, is none. @throws Unreadable */
export async function squareWebp(input: Buffer, size: number): Promise<Buffer> {
  const { format, width, height } = await sharp(input, { limitInputPixels: false }).metadata().catch(cannotRead);
  if (!photographs.has(format)) throw new Unreadable('Choose a PNG, JPEG, WebP or GIF picture.');
  if (width * height > maxPixels)
    throw new Unreadable('This picture is larger than 40 megapixels. Choose a smaller one.');
  const square = sharp(input, { limitInputPixels: maxPixels }).autoOrient().resize({ width: size, height: size });
  return square.webp({ quality: 80 }).toBuffer().catch(cannotRead);
}

export interface Png extends Picture {
  png: Buffer;
}

/**
 * The picture as a PNG that fits into a box, upright and never larger than it was.
 * @throws Unreadable; an SVG is refused, for it can hold programs
 */
export async function pngWithin(input: Buffer, width: number, height: number): Promise<Png> {
  if (/<svg[\s>]/i.test(input.toString('utf8', 0, 4096))) {
    throw new Unreadable('An SVG can hold programs, so it is not taken. Save it as a PNG and choose that.');
  }
  if (!mediaTypeOfHead(input)?.startsWith('image/')) {
    throw new Unreadable('This is not a picture. Choose a PNG, JPEG, WebP or GIF file.');
  }
  const { data, info } = await sharp(input, { limitInputPixels: maxPixels })
    .autoOrient()
    .resize({ width, height, fit: 'inside', withoutEnlargement: true })
    .png({ compressionLevel: 9 })
    .toBuffer({ resolveWithObject: true })
    .catch(cannotRead);
  return { png: data, width: info.width, height: info.height };
}

function cannotRead(error: unknown): never {
  if (isDiskFull(error)) throw error;
  throw new Unreadable('We could not read this picture.', { cause: error });
}
