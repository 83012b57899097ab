import { writeComposed, type Layer } from '../platform/images.ts';
import { isFromRight, letter, type Lettered, type Lettering } from '../platform/lettering.ts';
import { ink, svg, unitOf, voice, hand, type Size } from './montage-ink.ts';

/** What stands on a card: who speaks and what they were asked, or what somebody wrote. */
export interface CardWords {
  title: string;
  subtitle: string | null;
  body: string | null;
}

/** Draws a card as PNG. However long the words are, they are broken, made smaller, and shortened at last. */
export async function drawCard(card: CardWords, size: Size, accent: string, output: string): Promise<void> {
  const rows = card.body ? await quoteRows(card, size) : await nameRows(card, size);
  const unit = unitOf(size);
  const edge = new Edge(size, isFromRight(card.body ?? card.title));
  const tall = rows.reduce((sum, { drawn, before }) => sum + drawn.height + before * unit, 0);
  let top = (size.height - tall) / 2;
  const shapes = card.body ? [quotationMark(edge.left(64 * unit), top, unit, accent)] : [];
  const layers: Layer[] = [];
  for (const { drawn, before, rule } of rows) {
    top += before * unit;
    if (rule) shapes.push(line(edge.left(72 * unit), top - (before / 2) * unit, unit, accent));
    layers.push({ png: drawn.png, left: edge.left(drawn.width), top });
    top += drawn.height;
  }
  const ground = `<rect width="100%" height="100%" fill="${ink.ground}"/>`;
  await writeComposed(svg(size, ground + shapes.join('')), layers, output);
}

/** Everything on a card stands at one edge: the one where its words begin. */
class Edge {
  readonly #size: Size;
  readonly #isRight: boolean;

  constructor(size: Size, isRight: boolean) {
    this.#size = size;
    this.#isRight = isRight;
  }

  /** Where something begins that is so wide. */
  left(width: number): number {
    const margin = marginOf(this.#size);
    return this.#isRight ? this.#size.width - margin - width : margin;
  }
}

interface Row {
  drawn: Lettered;
  /** Space above it, in units. */
  before: number;
  /** A short line in that space. */
  rule?: boolean;
}

async function nameRows({ title, subtitle }: CardWords, size: Size): Promise<Row[]> {
  const name = await letter(title, style(size, voice, 400, [84, 72, 60, 50, 42, 36], ink.words, 0.38));
  const question = await letter(subtitle ?? '', style(size, voice, 400, [40, 36, 32, 28, 24], ink.soft, 0.36));
  return present([
    { drawn: name, before: 0 },
    { drawn: question, before: name ? 76 : 0, rule: name !== undefined },
  ]);
}

async function quoteRows({ title, subtitle, body }: CardWords, size: Size): Promise<Row[]> {
  const quote = await letter(body ?? '', style(size, voice, 400, [58, 50, 44, 38, 33, 28, 24], ink.words, 0.52));
  const name = await letter(title, style(size, hand, 600, [28, 24, 20], ink.words, 0.1));
  const question = await letter(subtitle ?? '', style(size, hand, 400, [24, 22, 20, 18], ink.faint, 0.12));
  return present([
    { drawn: quote, before: 48 },
    { drawn: name, before: 80, rule: true },
    { drawn: question, before: name ? 16 : 80, rule: name === undefined },
  ]);
}

function present(rows: (Omit<Row, 'drawn'> & { drawn: Lettered | undefined })[]): Row[] {
  return rows.filter((row): row is Row => row.drawn !== undefined);
}

/** @param share of the picture's height that the words may take */
function style(
  size: Size,
  families: string,
  weight: number,
  sizes: number[],
  colour: string,
  share: number,
): Lettering {
  const unit = unitOf(size);
  return {
    families,
    weight,
    colour,
    sizes: sizes.map((each) => Math.round(each * unit)),
    width: Math.round(size.width - 2 * marginOf(size)),
    height: Math.round(size.height * share),
    isEven: true,
  };
}

/** An eleventh of a wide picture's width, less of an upright one's. */
export function marginOf({ width, height }: Size): number {
  return Math.round(width > height ? width * 0.09 : width * 0.075);
}

function line(x: number, y: number, unit: number, accent: string): string {
  const [width, height] = [72 * unit, 4 * unit];
  return `<rect x="${x}" y="${y - height / 2}" width="${width}" height="${height}" rx="${height / 2}" fill="${accent}"/>`;
}

/** Two drops, so that it looks the same whatever letters there are. */
function quotationMark(x: number, y: number, unit: number, accent: string): string {
  const drop = 'M0 26C0 12 8 3 22 0L24 5C16 8 12 13 12 18C20 18 24 22 24 29C24 36 19 40 13 40C5 40 0 35 0 26Z';
  const at = (shift: number) => `translate(${x + shift * unit} ${y - 22 * unit}) scale(${unit})`;
  return [0, 32].map((shift) => `<path d="${drop}" transform="${at(shift)}" fill="${accent}"/>`).join('');
}
