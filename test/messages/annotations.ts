import type { Caption, Figure, Stroke } from '../../src/browser/wire/annotation.ts';

let count = 0;
const drawn = () => ({ id: `a${++count}`, colour: 'red', width: 'thick', span: { start: 0, end: 2 } }) as const;

export function stroke(given: Partial<Stroke> = {}): Stroke {
  return {
    kind: 'pen',
    points: [
      [0.1, 0.1],
      [0.2, 0.3],
    ],
    ...drawn(),
    ...given,
  };
}

export function figure(kind: Figure['kind'], given: Partial<Figure> = {}): Figure {
  return { kind, from: [0.2, 0.2], to: [0.6, 0.6], ...drawn(), ...given };
}

export function words(given: Partial<Caption> = {}): Caption {
  return { kind: 'text', at: [0.1, 0.1], text: 'Press here', ...drawn(), ...given };
}
