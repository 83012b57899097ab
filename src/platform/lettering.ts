import sharp from 'sharp';

/** How words are written. */
export interface Lettering {
  /** Families in the order of preference, as fontconfig knows them. */
  families: string;
  weight: number;
  /** Of the letters, in pixels, the largest first: the first at which everything fits is taken. */
  sizes: number[];
  /** As `#f1ece4`. */
  colour: string;
  /** At most; lines are broken there. */
  width: number;
  height: number;
  align?: 'left' | 'centre';
  /** Lines about as long as each other, so that none has one word alone. */
  isEven?: boolean;
}

/** Words as a picture with a clear ground, no larger than they need. */
export interface Lettered {
  png: Buffer;
  width: number;
  height: number;
}

/**
 * Writes words in any script, from the right where it is written so; what does not fit at the smallest size ends with
 * an ellipsis. Undefined where there are none.
 */
export async function letter(text: string, lettering: Lettering): Promise<Lettered | undefined> {
  let words = (await drawable(text)).slice(0, mostLetters);
  if (words === '') return undefined;
  for (const size of lettering.sizes) {
    if (!couldFit(words, size, lettering)) continue;
    const drawn = await draw(words, size, lettering);
    if (fits(drawn, lettering)) return lettering.isEven ? evened(words, size, drawn, lettering) : drawn;
  }
  const smallest = lettering.sizes.at(-1)!;
  for (;;) {
    words = shortened(words);
    const drawn = await draw(`${words}…`, smallest, lettering);
    if (words.length < 2 || fits(drawn, lettering)) return drawn;
  }
}

/** As narrow as it gets without another line. */
async function evened(words: string, size: number, drawn: Lettered, lettering: Lettering): Promise<Lettered> {
  let [best, narrow, wide] = [drawn, drawn.width / 2, drawn.width];
  if (drawn.height < size * 1.8) return drawn;
  for (let tries = 0; tries < 5; tries++) {
    const width = Math.round((narrow + wide) / 2);
    const tried = await draw(words, size, { ...lettering, width });
    if (tried.height <= drawn.height + size / 2 && tried.width <= width + 2) [best, wide] = [tried, width];
    else narrow = width;
  }
  return best;
}

/** More than this fits nowhere. */
const mostLetters = 1000;
const mostLines = 24;

/** What cannot fit is not drawn to see it: it would be a picture of hundreds of megabytes, or more than Cairo's 32,767 pixels. */
function couldFit(words: string, size: number, { width, height }: Lettering): boolean {
  return words.length <= (width / (narrowest * size)) * (height / size);
}

/** Hardly a text has letters that are narrower than this on average, as a share of their size. */
const narrowest = 0.2;

function fits(drawn: Lettered, { width, height }: Lettering): boolean {
  return drawn.width <= width + 2 && drawn.height <= height;
}

/** By an eighth, and not within what is one letter to a reader. */
function shortened(words: string): string {
  const letters = Array.from(new Intl.Segmenter().segment(words), ({ segment }) => segment);
  return letters
    .slice(0, Math.floor((letters.length * 7) / 8))
    .join('')
    .trimEnd();
}

async function draw(words: string, size: number, lettering: Lettering): Promise<Lettered> {
  const { families, weight, colour, width, align = 'left' } = lettering;
  const markup = `<span foreground="${colour}" font_weight="${weight}" line_height="${leading}">${escaped(words)}</span>`;
  const set = {
    text: markup,
    font: `${families} ${size}`,
    width,
    align,
    wrap: 'word-char',
    dpi: 72,
    rgba: true,
  } as const;
  const { data, info } = await sharp({ text: set }).png({ compressionLevel: 3 }).toBuffer({ resolveWithObject: true });
  return { png: data, width: info.width, height: info.height };
}

/** From line to line, as a share of what the letters ask for. */
const leading = 1.15;

function escaped(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

const pictographs =
  /(?:\p{Emoji_Presentation}|\p{Extended_Pictographic}\ufe0f|\p{Regional_Indicator})(?:\p{Emoji_Modifier}|\u200d|\ufe0f|\u20e3)*/gu;

/** And halves of letters: neither may stand in markup. */
// oxlint-disable-next-line no-control-regex -- that is what they are
const controls = /[\u0000-\u0008\u000b-\u001f\u007f\ufffe\uffff]|\p{Surrogate}/gu;

/** What can be written here: boxes with numbers in them in place of a smile are nobody's name. */
async function drawable(text: string): Promise<string> {
  const clean = text.replaceAll(controls, ' ');
  const kept = (await hasEmoji()) ? clean : clean.replaceAll(pictographs, '');
  return withoutEmptyLines(kept.replaceAll(/[^\S\n]+/g, ' '));
}

/** But for one at a time; and no more lines than a picture can have. */
function withoutEmptyLines(text: string): string {
  const lines = text
    .replaceAll(/ ?\n ?/g, '\n')
    .replaceAll(/\n{3,}/g, '\n\n')
    .trim()
    .split('\n');
  return [...lines.slice(0, mostLines), lines.slice(mostLines).join(' ')].join('\n').trim();
}

let emoji: Promise<boolean> | undefined;

/** Whether this machine has letters in colours. */
function hasEmoji(): Promise<boolean> {
  emoji ??= (async () => {
    const text = { text: '<span foreground="#ffffff">😀</span>', font: 'sans-serif 40', dpi: 72, rgba: true };
    const { channels } = await sharp({ text }).stats();
    const [red, , blue] = channels.map(({ mean }) => mean);
    return Math.abs(red! - blue!) > 10;
  })();
  return emoji;
}

/** Whether words are read from the right: by the first of them that says so (Unicode Bidirectional Algorithm, P2). */
export function isFromRight(text: string): boolean {
  const first = /\p{L}/u.exec(text)?.[0] ?? '';
  return /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u.test(first);
}
