import type { Point } from './chart.ts';
import type { Drawing } from './drawing.ts';

/** In per cent: the scale's labels have the rest. */
export const columnsWidth = 90;

/** What stands below the points: as many as have room on a phone. */
export function columnLabels(points: Point[], step: number, y: number): Drawing['labels'] {
  const longest = Math.max(...points.map(({ label }) => label.length));
  const every = Math.ceil(points.length / (longest <= 2 ? 16 : 4));
  return points.flatMap(({ label }, i) =>
    i % every === 0
      ? [{ x: Math.max(longest > 2 ? 6 : 0, (i + 0.5) * step), y, text: label, anchor: 'middle' as const }]
      : [],
  );
}
