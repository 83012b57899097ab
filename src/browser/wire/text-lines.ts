/**
 * A text in lines of at most so many letters: its own lines, broken between words and, where a word is longer than a
 * line, within it. Counted, not measured: a server and every browser have other fonts, and are to break alike.
 */
export function linesOf(text: string, letters: number): string[] {
  const longest = Math.max(1, Math.floor(letters));
  return text
    .trim()
    .split('\n')
    .flatMap((line) => broken(line, longest));
}

function broken(line: string, longest: number): string[] {
  const lines = [''];
  for (const word of line.split(/\s+/).flatMap((word) => inPieces(word, longest))) {
    const last = lines.at(-1)!;
    if (last === '') lines[lines.length - 1] = word;
    else if (last.length + 1 + word.length <= longest) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}

const letterByLetter = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/** Never within what people see as one letter. */
function inPieces(word: string, longest: number): string[] {
  const letters = [...letterByLetter.segment(word)].map(({ segment }) => segment);
  const count = Math.max(1, Math.ceil(letters.length / longest));
  return Array.from({ length: count }, (_, i) => letters.slice(i * longest, (i + 1) * longest).join(''));
}
