import fs from 'node:fs/promises';

/** What a file is by its first bytes, as the type that it may be served with. */
export type MediaType =
  | 'video/mp4'
  | 'video/webm'
  | 'video/x-msvideo'
  | 'audio/ogg'
  | 'audio/wav'
  | 'audio/mpeg'
  | 'audio/flac'
  | 'audio/aac'
  | 'image/png'
  | 'image/jpeg'
  | 'image/gif'
  | 'image/webp';

/** Undefined for anything that is not on the list. @throws when there is no such file */
export async function mediaTypeOf(file: string): Promise<MediaType | undefined> {
  const handle = await fs.open(file);
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(16), 0, 16, 0);
    return mediaTypeOfHead(buffer.subarray(0, bytesRead));
  } finally {
    await handle.close();
  }
}

/** The same, of the first bytes: sixteen are enough. */
export function mediaTypeOfHead(head: Buffer): MediaType | undefined {
  const hex = head.toString('hex', 0, 16);
  return signatures.find(([pattern]) => pattern.test(hex))?.[1];
}

/** In hex: `66747970` is "ftyp", `52494646` is "RIFF". */
const signatures: [RegExp, MediaType][] = [
  [/^1a45dfa3/, 'video/webm'],
  [/^.{8}66747970/, 'video/mp4'],
  [/^52494646.{8}41564920/, 'video/x-msvideo'],
  [/^52494646.{8}57415645/, 'audio/wav'],
  [/^52494646.{8}57454250/, 'image/webp'],
  [/^4f676753/, 'audio/ogg'],
  [/^664c6143/, 'audio/flac'],
  [/^(494433|ff[ef][2-7abdef])/, 'audio/mpeg'],
  [/^fff[0189]/, 'audio/aac'],
  [/^89504e470d0a1a0a/, 'image/png'],
  [/^ffd8ff/, 'image/jpeg'],
  [/^47494638(37|39)61/, 'image/gif'],
];
