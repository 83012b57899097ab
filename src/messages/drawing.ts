import { stepNumbers, type Annotation } from '../browser/wire/annotation.ts';
import { canvasOf, draw, type Shape, type Size } from '../browser/wire/shapes.ts';

/** An SVG of some annotations, in the order in which they were drawn, in the pixels of a picture. */
export function asSvg(shapes: Shape[], picture: Size): string {
  const canvas = canvasOf(picture);
  const frame = `width="${picture.width}" height="${picture.height}" viewBox="0 0 ${canvas.width} ${canvas.height}"`;
  return `<svg xmlns="http://www.w3.org/2000/svg" ${frame}>${shapes.map(markup).join('')}</svg>`;
}

function markup({ name, attributes, children }: Shape): string {
  const written = Object.entries(attributes).map(([key, value]) => ` ${key}="${escaped(String(value))}"`);
  const inner = children.map((child) => (typeof child === 'string' ? escaped(child) : markup(child)));
  return `<${name}${written.join('')}>${inner.join('')}</${name}>`;
}

function escaped(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

/** A stretch of a film in which the same annotations are to be seen, in seconds. */
export interface Stretch {
  start: number;
  end: number;
  annotations: Annotation[];
}

/** The stretches in which there is anything, by their beginning; each annotation in the order in which it was drawn. */
export function stretchesOf(annotations: Annotation[]): Stretch[] {
  const edges = [...new Set(annotations.flatMap(({ span }) => [span.start, span.end]))].toSorted((a, b) => a - b);
  return edges.slice(0, -1).flatMap((start, index) => {
    const shown = annotations.filter(({ span }) => span.start <= start && start < span.end);
    const end = edges[index + 1]!;
    return shown.length === 0 || end - start < shortest ? [] : [{ start, end, annotations: shown }];
  });
}

/** Films have no shorter moments. */
const shortest = 0.001;

/** Of one or more annotations, as numbers count in all of them. */
export function drawAll(annotations: Annotation[], all: Annotation[], picture: Size): Shape[] {
  const numbers = stepNumbers(all);
  const canvas = canvasOf(picture);
  return annotations.map((annotation) => draw(annotation, canvas, numbers.get(annotation.id)));
}
