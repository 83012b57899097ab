import type { Chart } from './chart.ts';
import type { Drawing } from './drawing.ts';
import { columnLabels, columnsWidth } from './labels.ts';

/** A line with its band, as paths in a box of 100 by 100 that is stretched over the plot, and what lies on it. */
export interface Curve {
  line: string;
  band: string;
  /** Across in per cent, down in pixels. */
  dots: { x: number; y: number }[];
  /** Upright lines where something changed, each with its name. */
  marks: { x: number; label: string }[];
  /** Of the plot that the paths are stretched over, in per cent. */
  width: number;
}

const plot = { top: 24, bottom: 204, width: 100 };

/** From -1 to 1. */
export function drawLine({ points, marked }: Chart): Drawing {
  const step = columnsWidth / points.length;
  const down = (value: number) => (1 - value) / 2;
  const across = (i: number) => (i + 0.5) / points.length;
  const at = (i: number, value: number) => `${(100 * across(i)).toFixed(2)} ${(100 * down(value)).toFixed(2)}`;
  const stretches = stretchesOf(points.map(({ values }) => values[0] ?? null));
  const value = (i: number) => points[i]!.values[0]!;
  const range = (i: number) => points[i]!.ranges?.[0] ?? [value(i), value(i)];
  // A stretch of one point has a band as wide as a hair, so that it is seen.
  const edge = (indices: number[], side: 0 | 1) =>
    indices.length > 1
      ? indices.map((i) => at(i, range(i)[side]))
      : indices.flatMap((i) => [-0.1, 0.1].map((aside) => at(i + aside * (side === 0 ? 1 : -1), range(i)[side])));
  const curve = {
    line: stretches.map((indices) => `M${indices.map((i) => at(i, value(i))).join(' L')}`).join(' '),
    band: stretches
      .map((indices) => `M${[...edge(indices, 0), ...edge(indices.toReversed(), 1)].join(' L')} Z`)
      .join(' '),
    dots: stretches
      .flat()
      .map((i) => ({ x: columnsWidth * across(i), y: plot.top + (plot.bottom - plot.top) * down(value(i)) })),
    marks: (marked ?? []).map((mark) => ({ x: (columnsWidth * mark.at) / points.length, label: mark.label })),
    width: columnsWidth,
  };
  const ticks = [
    { value: 1, label: '+1 positive' },
    { value: 0, label: '0' },
    { value: -1, label: '−1 negative' },
  ].map((tick) => ({
    at: plot.top + (plot.bottom - plot.top) * down(tick.value),
    label: tick.label,
    anchor: 'end' as const,
  }));
  return { height: 228, ticks, marks: [], labels: columnLabels(points, step, plot.bottom + 18), plot, curve };
}

/** Indices of neighbours that have a value. */
function stretchesOf(values: (number | null)[]): number[][] {
  const stretches: number[][] = [];
  for (const [i, value] of values.entries()) {
    if (value === null) continue;
    if (i > 0 && values[i - 1] !== null) stretches.at(-1)!.push(i);
    else stretches.push([i]);
  }
  return stretches;
}
