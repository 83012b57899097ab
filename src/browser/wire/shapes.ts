import type { Annotation, Caption, Colour, Figure, Point, Stroke, Width } from './annotation.ts';
import { outlineOf } from './stroke.ts';
import { linesOf } from './text-lines.ts';

/** One element of an SVG; the page makes elements of it, the server markup. */
export interface Shape {
  name: 'g' | 'path' | 'rect' | 'ellipse' | 'circle' | 'text' | 'tspan';
  attributes: Record<string, string | number>;
  children: (Shape | string)[];
}

/** Of a picture, in any unit. */
export interface Size {
  width: number;
  height: number;
}

/** The shorter side of every drawing, in its own units: lines are as thick on a phone's film as on a desktop's. */
const shorterSide = 720;

/** Where shapes are drawn: the `viewBox` has these as width and height. */
export function canvasOf({ width, height }: Size): Size {
  const scale = shorterSide / Math.min(width, height);
  return { width: round(width * scale), height: round(height * scale) };
}

/**
 * The one drawing of an annotation, for pages and for films.
 * @param canvas as `canvasOf` gives it
 * @param number of a step
 */
export function draw(annotation: Annotation, canvas: Size, number = 0): Shape {
  const pen = { canvas, ink: inks[annotation.colour], width: lineWidths[annotation.width] };
  switch (annotation.kind) {
    case 'pen':
      return group(drawStroke(annotation, pen));
    case 'text':
    case 'step':
      return group(drawCaption(annotation, pen, number));
    default:
      return group(drawFigure(annotation, pen));
  }
}

interface Pen {
  canvas: Size;
  ink: Ink;
  /** In the canvas's units. */
  width: number;
}

/** What is drawn with, what is written on it, and what sets it off from any picture. */
interface Ink {
  fill: string;
  on: string;
  halo: string;
}

const dark = '#16120f';
export const inks: Record<Colour, Ink> = {
  red: { fill: '#e5262e', on: '#ffffff', halo: '#ffffff' },
  yellow: { fill: '#ffd02e', on: dark, halo: dark },
  green: { fill: '#1c9d52', on: '#ffffff', halo: '#ffffff' },
  blue: { fill: '#1f6fe5', on: '#ffffff', halo: '#ffffff' },
  white: { fill: '#ffffff', on: dark, halo: dark },
  black: { fill: dark, on: '#ffffff', halo: '#ffffff' },
};

const lineWidths: Record<Width, number> = { thin: 4, medium: 7, thick: 12 };
const haloWidth = 2.5;

function drawStroke({ points }: Stroke, pen: Pen): Shape[] {
  const outline = outlineOf(points.map(onto(pen.canvas)), pen.width * 1.6);
  return [shape('path', { d: outline, fill: pen.ink.fill, ...halo(pen) })];
}

function drawFigure({ kind, from, to }: Figure, pen: Pen): Shape[] {
  const [start, end] = [from, to].map(onto(pen.canvas)) as [Point, Point];
  if (kind === 'arrow') return lines('path', { d: arrowPath(start, end, pen.width) }, pen);
  const [x, y] = [Math.min(start[0], end[0]), Math.min(start[1], end[1])];
  const [width, height] = [Math.abs(end[0] - start[0]), Math.abs(end[1] - start[1])];
  if (kind === 'box') return lines('rect', { x, y, width, height, rx: pen.width }, pen);
  return lines('ellipse', { cx: x + width / 2, cy: y + height / 2, rx: width / 2, ry: height / 2 }, pen);
}

/** A line and, above a wider one that sets it off, the line itself. */
function lines(name: Shape['name'], place: Shape['attributes'], { ink, width }: Pen): Shape[] {
  const line = { fill: 'none', 'stroke-linecap': 'round', 'stroke-linejoin': 'round' };
  const rounded = Object.fromEntries(
    Object.entries(place).map(([key, value]) => [key, typeof value === 'number' ? round(value) : value]),
  );
  return [
    shape(name, {
      ...rounded,
      ...line,
      stroke: ink.halo,
      'stroke-opacity': 0.7,
      'stroke-width': width + 2 * haloWidth,
    }),
    shape(name, { ...rounded, ...line, stroke: ink.fill, 'stroke-width': width }),
  ];
}

/** A head of two strokes, no longer than half the arrow. */
function arrowPath([x1, y1]: Point, [x2, y2]: Point, width: number): string {
  const angle = Math.atan2(y2 - y1, x2 - x1);
  const length = Math.min(14 + width * 3, Math.hypot(x2 - x1, y2 - y1) / 2);
  const barb = (turn: number) =>
    `${round(x2 - length * Math.cos(angle + turn))} ${round(y2 - length * Math.sin(angle + turn))}`;
  const tip = `${round(x2)} ${round(y2)}`;
  return `M${round(x1)} ${round(y1)}L${tip}M${barb(0.5)}L${tip}L${barb(-0.5)}`;
}

/** A step's text stands to the right of its circle, its first line on the level of the number. */
function drawCaption(caption: Caption, pen: Pen, number: number): Shape[] {
  const [x, y] = onto(pen.canvas)(caption.at);
  const size = 16 + pen.width * 4;
  if (caption.kind === 'text') return words(caption.text, [x, y + size * 0.85], size, pen);
  const radius = size * 0.8;
  const circle = { cx: round(x), cy: round(y), r: round(radius) };
  const place = { x: round(x), y: round(y + size * 0.35), 'text-anchor': 'middle' };
  return [
    shape('circle', { ...circle, fill: pen.ink.fill, stroke: pen.ink.halo, 'stroke-width': haloWidth }),
    shape('text', { ...place, ...lettering(size), fill: pen.ink.on }, [String(number)]),
    ...words(caption.text, [x + radius * 1.4, y + size * 0.35], size, pen),
  ];
}

/** Lines from a first baseline downwards, as far to the right as the picture reaches. */
function words(text: string, [x, y]: Point, size: number, pen: Pen): Shape[] {
  if (text.trim() === '') return [];
  const spans = linesOf(text, Math.max(4, (pen.canvas.width - x) / (size * letterWidth))).map((line, index) =>
    shape('tspan', { x: round(x), y: round(y + index * size * 1.2) }, [line]),
  );
  return [shape('text', { ...lettering(size), fill: pen.ink.fill, ...halo(pen, size / 6) }, spans)];
}

/** Of a bold letter, on average, in sizes of the type. */
const letterWidth = 0.58;

function lettering(size: number): Shape['attributes'] {
  return { 'font-family': 'sans-serif', 'font-weight': 700, 'font-size': size };
}

function halo({ ink }: Pen, width = 2 * haloWidth): Shape['attributes'] {
  return { stroke: ink.halo, 'stroke-width': round(width), 'stroke-linejoin': 'round', 'paint-order': 'stroke' };
}

function onto({ width, height }: Size): (point: Point) => Point {
  return ([x, y]) => [x * width, y * height];
}

function group(children: Shape[]): Shape {
  return shape('g', {}, children);
}

function shape(name: Shape['name'], attributes: Shape['attributes'], children: Shape['children'] = []): Shape {
  return { name, attributes, children };
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
