import {
  nameOf,
  type Annotation,
  type Colour,
  type Figure,
  type Point,
  type Span,
  type Width,
} from '../wire/annotation.ts';

/** A part of the picture that is to be hidden: not drawn over the film, but taken out of it. */
export interface Redaction {
  kind: 'redact';
  id: string;
  span: Span;
  from: Point;
  to: Point;
  look: 'blur' | 'solid';
}

/** Whatever can be put on the picture here. */
export type Mark = Annotation | Redaction;
export type Tool = Mark['kind'];

export interface Style {
  colour: Colour;
  width: Width;
}

/** A new mark at a place; it reaches as far as it has been drawn when `stretched` was called. */
export function newMark(tool: Tool, at: Point, span: Span, style: Style): Mark {
  const id = newId();
  if (tool === 'redact') return { kind: tool, id, span, from: at, to: at, look: 'blur' };
  if (tool === 'pen') return { kind: tool, id, span, ...style, points: [at] };
  if (tool === 'text') return { kind: tool, id, span, ...style, at, text: 'Text' };
  if (tool === 'step') return { kind: tool, id, span, ...style, at, text: '' };
  return { kind: tool, id, span, ...style, from: at, to: at };
}

/** The same drawn on to a point. */
export function stretched(mark: Mark, to: Point): Mark {
  if (mark.kind === 'pen') return { ...mark, points: [...mark.points, to] };
  return isFigure(mark) ? { ...mark, to } : { ...mark, at: to };
}

export function isFigure(mark: Mark): mark is Figure | Redaction {
  return 'from' in mark;
}

/** True for what was pressed but not drawn: a figure without extent. */
export function isTooSmall(mark: Mark): boolean {
  if (!isFigure(mark)) return false;
  const [dx, dy] = [Math.abs(mark.to[0] - mark.from[0]), Math.abs(mark.to[1] - mark.from[1])];
  return mark.kind === 'arrow' ? Math.hypot(dx, dy) < 0.01 : dx < 0.008 || dy < 0.008;
}

export function pointsOf(mark: Mark): Point[] {
  if (mark.kind === 'pen') return mark.points;
  return isFigure(mark) ? [mark.from, mark.to] : [mark.at];
}

/** The same elsewhere, as a whole: it stops at the picture's edge. */
export function moved(mark: Mark, dx: number, dy: number): Mark {
  const points = pointsOf(mark);
  const [x, y] = [0, 1].map((axis) => {
    const places = points.map((point) => point[axis]!);
    return Math.max(-Math.min(...places), Math.min([dx, dy][axis]!, 1 - Math.max(...places)));
  });
  const there = ([px, py]: Point): Point => inPicture([px + x!, py + y!]);
  if (mark.kind === 'pen') return { ...mark, points: mark.points.map(there) };
  return isFigure(mark) ? { ...mark, from: there(mark.from), to: there(mark.to) } : { ...mark, at: there(mark.at) };
}

/** Within the picture, and no finer than anybody can see. */
export function inPicture(point: Point): Point {
  return point.map((value) => Math.round(Math.max(0, Math.min(1, value)) * 1e4) / 1e4) as Point;
}

/** As it is called in the list, for screen readers and for the eye. */
export function titleOf(mark: Mark, number?: number): string {
  return mark.kind === 'redact' ? 'Hidden part' : nameOf(mark, number);
}

/** Copies of annotations have to differ; nobody guesses these. */
export function newId(): string {
  return crypto.randomUUID().replaceAll('-', '').slice(0, 26);
}
