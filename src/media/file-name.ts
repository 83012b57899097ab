import path from 'node:path';

const mostCharacters = 200;

/** A file's name as it can be shown and saved: nothing in it that hides, turns or breaks the line it stands in. */
export function cleanFileName(given: string): string {
  const { name, ext } = path.posix.parse(given.replaceAll(unseen, '').replaceAll('/', '_').trim());
  const ending = ext.length <= 16 ? ext : '';
  const stem = Array.from(ending === ext ? name : name + ext)
    .slice(0, mostCharacters - ending.length)
    .join('');
  return stem + ending || 'File';
}

/** Control characters, halves of characters, and those that turn the direction of text (Unicode, UAX #9): "gpj.exe" can look like "exe.jpg". */
const unseen = /[\p{Cc}\p{Cs}\p{Bidi_Control}]/gu;
