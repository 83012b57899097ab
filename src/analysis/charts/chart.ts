/** What a chart shows, whichever way it is looked at: drawn, as a table, as CSV. */
export interface Chart {
  /** In addresses; unique on a page. */
  id: string;
  title: string;
  /**
   * `bars` lie and have long names; `columns` stand in an order; `intervals` are values with their margins; a `line` has
   * values from -1 to 1 in an order, with their margins as a band.
   */
  kind: 'bars' | 'columns' | 'intervals' | 'line';
  /** What the values are: "answers", "%". */
  unit: string;
  /** What the points are: "Choice", "Week of". */
  of: string;
  /** One or two. */
  series: string[];
  points: Point[];
  /** Of a line: where something changed, in points from the left edge, with what it is called beside it. */
  marked?: { at: number; label: string }[];
  /** After the point, in tables; 1 unless given. */
  digits?: number;
  /** What to know about it, in a sentence. */
  note?: string;
}

export interface Point {
  label: string;
  /** One for each series; null for none. */
  values: (number | null)[];
  /** The same in words, where a number alone is not enough: "42% (21)". */
  shown?: string[];
  /** Of intervals: from where to where each value may lie. */
  ranges?: ([number, number] | null)[];
  /** Colours a column by what it stands for. */
  tone?: Tone;
}

export type Tone = 'low' | 'mid' | 'high';

/** "42", "+34", "33.3". */
export function shownValue(point: Point, series: number): string {
  const value = point.values[series] ?? null;
  return (
    point.shown?.[series] ?? (value === null ? 'None' : value.toLocaleString('en-GB', { maximumFractionDigits: 1 }))
  );
}

/** A header and a row a point, as the table and the CSV file have it. */
export function asRows({ of, series, unit, points, digits = 1 }: Chart): (string | number | null)[][] {
  const hasRanges = points.some(({ ranges }) => ranges);
  const header = series.flatMap((name) => {
    const column = series.length > 1 ? `${name} (${unit})` : unit;
    return hasRanges ? [column, `${column}, at least`, `${column}, at most`] : [column];
  });
  const rows = points.map(({ label, values, ranges }) => [
    label,
    ...values.flatMap((value, i) =>
      (hasRanges ? [value, ...(ranges?.[i] ?? [null, null])] : [value]).map((number) => rounded(number, digits)),
    ),
  ]);
  return [[of, ...header], ...rows];
}

function rounded(value: number | null, digits: number): number | null {
  return value === null ? null : Number(value.toFixed(digits));
}
