/** What is drawn over a recording after it was made. */

/** Fractions of the picture's width and height, from 0 to 1. */
export type Point = [x: number, y: number];

/** Seconds of the recording as it was made, whatever was cut out of it since. */
export interface Span {
  start: number;
  end: number;
}

export const colours = ['red', 'yellow', 'green', 'blue', 'white', 'black'] as const;
export type Colour = (typeof colours)[number];

export const widths = ['thin', 'medium', 'thick'] as const;
export type Width = (typeof widths)[number];

interface Drawn {
  /** Lower-case letters and digits, chosen by the page that drew it. */
  id: string;
  colour: Colour;
  width: Width;
  span: Span;
}

export interface Stroke extends Drawn {
  kind: 'pen';
  points: Point[];
}

/** An arrow points at `to`; a box or an ellipse lies between two corners. */
export interface Figure extends Drawn {
  kind: 'arrow' | 'box' | 'ellipse';
  from: Point;
  to: Point;
}

/** A text begins at its upper left; a step is a number in a circle around its place, with a text or none. */
export interface Caption extends Drawn {
  kind: 'text' | 'step';
  at: Point;
  text: string;
}

export type Annotation = Stroke | Figure | Caption;

/** As it is stored and sent: whole. `revision` counts what was saved; it is sent along as it was read. */
export interface AnnotationDocument {
  annotations: Annotation[];
  revision: number;
}

export const most = {
  annotations: 200,
  pointsOfStroke: 2000,
  points: 20_000,
  textCharacters: 500,
} as const;

/** The steps' numbers by their ids: in the order in which they appear, and are listed. */
export function stepNumbers(annotations: Annotation[]): Map<string, number> {
  const steps = inOrder(annotations.filter(({ kind }) => kind === 'step'));
  return new Map(steps.map(({ id }, index) => [id, index + 1]));
}

/** By when they appear; what appears together stays in the order in which it was drawn. */
export function inOrder<Spanned extends { span: Span }>(annotations: Spanned[]): Spanned[] {
  return annotations.toSorted((a, b) => a.span.start - b.span.start);
}

/** What one of them is called in a list: "Arrow", "Step 2", "Text: Press here". */
export function nameOf(annotation: Annotation, number = 0): string {
  const kind = annotation.kind === 'step' ? `Step ${number}` : kindNames[annotation.kind];
  const text = 'text' in annotation ? annotation.text.replaceAll(/\s+/g, ' ').trim() : '';
  return text === '' ? kind : `${kind}: ${text}`;
}

const kindNames = { pen: 'Pen', arrow: 'Arrow', box: 'Box', ellipse: 'Ellipse', text: 'Text' };
