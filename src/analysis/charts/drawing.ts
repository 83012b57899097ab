import { shownValue, type Chart, type Point } from './chart.ts';
import { columnLabels, columnsWidth } from './labels.ts';
import { drawLine, type Curve } from './line.ts';

/**
 * Where everything of a chart stands: across in per cent of its width, down in pixels, so that letters keep their size on
 * every screen.
 */
export interface Drawing {
  height: number;
  /** Lines of the scale, with their labels. */
  ticks: { at: number; label: string; anchor: 'start' | 'middle' | 'end' }[];
  marks: Mark[];
  /** Names and values of the points. */
  labels: { x: number; y: number; text: string; anchor: 'start' | 'middle' | 'end'; isValue?: boolean }[];
  /** The stretch that the lines of the scale cover. */
  plot: { top: number; bottom: number; width: number };
  curve?: Curve;
}

/** A bar, a column, or a value with its margin; `tone` names its colour. */
export interface Mark {
  x: number;
  y: number;
  width: number;
  height: number;
  tone: 'a' | 'b' | 'low' | 'mid' | 'high';
  /** Of a value with a margin: where the value itself stands. */
  dot?: number;
}

/** Places a chart. */
export function draw(chart: Chart): Drawing {
  if (chart.kind === 'bars') return drawBars(chart);
  if (chart.kind === 'line') return drawLine(chart);
  return chart.kind === 'columns' ? drawColumns(chart) : drawIntervals(chart);
}

const [nameHeight, barHeight, rowGap, axisHeight] = [20, 12, 14, 24];

function drawBars({ points, series, unit }: Chart): Drawing {
  const top = 4;
  const rowHeight = nameHeight + series.length * (barHeight + 3) + rowGap;
  const bottom = top + points.length * rowHeight;
  const most = scaleFor(points, unit);
  const marks = points.flatMap(({ values }, row) =>
    values.map((value, i): Mark => {
      const y = top + row * rowHeight + nameHeight + i * (barHeight + 3);
      return { x: 0, y, width: (100 * (value ?? 0)) / most, height: barHeight, tone: i === 0 ? 'a' : 'b' };
    }),
  );
  const ticks = [0, 50, 100].map((at) => ({
    at,
    label: tickLabel((most * at) / 100, unit, at === 100),
    anchor: anchorAt(at),
  }));
  const labels = points.flatMap((point, row) => namesOf(point, top + row * rowHeight + 14));
  return { height: bottom + axisHeight, ticks, marks, labels, plot: { top, bottom, width: 100 } };
}

/** How many characters fit beside each other on the smallest phone, 288 pixels wide. */
const lineLength = 44;

/** The name at the left, the values at the right. */
function namesOf(point: Point, y: number): Drawing['labels'] {
  const value = point.values.map((_, i) => shownValue(point, i)).join(' · ');
  const room = Math.max(12, Math.min(34, lineLength - value.length));
  const text = point.label.length > room ? `${point.label.slice(0, room - 1)}…` : point.label;
  return [
    { x: 0, y, text, anchor: 'start' },
    { x: 100, y, text: value, anchor: 'end', isValue: true },
  ];
}

function drawColumns({ points, series, unit }: Chart): Drawing {
  const plot = { top: 20, bottom: 200, width: 100 };
  const most = scaleFor(points, unit);
  const step = columnsWidth / points.length;
  const width = (step * 0.72) / series.length;
  const marks = points.flatMap(({ values, tone }, i) =>
    values.map((value, j): Mark => {
      const height = ((plot.bottom - plot.top) * (value ?? 0)) / most;
      const x = i * step + step * 0.14 + j * width;
      return { x, y: plot.bottom - height, width, height, tone: tone ?? (j === 0 ? 'a' : 'b') };
    }),
  );
  const ticks = [0, 0.5, 1].map((share) => ({
    at: plot.bottom - (plot.bottom - plot.top) * share,
    label: tickLabel(most * share, unit, share === 1),
    anchor: 'end' as const,
  }));
  return { height: 224, ticks, marks, labels: columnLabels(points, step, plot.bottom + 18), plot };
}

/** From -100 to 100. */
function drawIntervals({ points, series }: Chart): Drawing {
  const top = 4;
  const rowHeight = nameHeight + series.length * 18 + rowGap;
  const bottom = top + points.length * rowHeight;
  const across = (value: number) => (value + 100) / 2;
  const marks = points.flatMap(({ values, ranges }, row) =>
    values.flatMap((value, i): Mark[] => {
      const [low, high] = ranges?.[i] ?? [0, 0];
      if (value === null) return [];
      const y = top + row * rowHeight + nameHeight + i * 18 + 8;
      const tone = i === 0 ? 'a' : 'b';
      return [{ x: across(low), y, width: across(high) - across(low), height: 4, tone, dot: across(value) }];
    }),
  );
  const ticks = [-100, -50, 0, 50, 100].map((value) => ({
    at: across(value),
    label: signed(value),
    anchor: anchorAt(across(value)),
  }));
  const labels = points.flatMap((point, row) => namesOf(point, top + row * rowHeight + 14));
  return { height: bottom + axisHeight, ticks, marks, labels, plot: { top, bottom, width: 100 } };
}

function anchorAt(at: number): 'start' | 'middle' | 'end' {
  if (at === 0) return 'start';
  return at === 100 ? 'end' : 'middle';
}

/** "+34", "−12", "0". */
export function signed(value: number): string {
  const whole = Math.round(value);
  if (whole === 0) return '0';
  return `${whole > 0 ? '+' : '−'}${Math.abs(whole)}`;
}

function tickLabel(value: number, unit: string, isLast: boolean): string {
  const number = value.toLocaleString('en-GB', { maximumFractionDigits: 1 });
  if (unit === '%') return `${number}%`;
  return isLast ? `${number} ${unit}` : number;
}

/** The next round number above all values whose half is whole. */
function scaleFor(points: Point[], unit: string): number {
  const most = Math.max(1, ...points.flatMap(({ values }) => values.map((value) => value ?? 0)));
  const power = 10 ** Math.floor(Math.log10(most));
  const round = [1, 2, 4, 6, 8, 10].map((factor) => factor * power).find((value) => value >= most) ?? most;
  if (unit === '%') return Math.min(100, Math.max(round, 10));
  return round < 2 ? 2 : round + (round % 2);
}
