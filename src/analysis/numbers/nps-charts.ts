import type { Chart, Point } from '../charts/chart.ts';
import { signed } from '../charts/drawing.ts';
import type { Nps } from './nps.ts';
import type { Named } from './side.ts';
import { bucketLabel, wordsForUnit } from './time-words.ts';

/** The score of each side; undefined where no question asks for one. */
export function npsChart(sides: Named[]): Chart | undefined {
  if (!sides.some(({ numbers }) => numbers.nps)) return undefined;
  return {
    id: 'nps',
    title: 'Net Promoter Score',
    ...npsScale,
    of: 'Who',
    points: sides.map(({ name, numbers }) => npsPoint(name, numbers.nps)),
    note: npsNote,
  };
}

const npsScale = {
  kind: 'intervals' as const,
  unit: 'points',
  series: ['Net Promoter Score'],
} satisfies Partial<Chart>;
const npsNote =
  'The share of 9 and 10 less the share of 0 to 6, from −100 to +100. The line is the margin of error: with 95% certainty the score lies within it, if those who answered are like all others.';

function npsPoint(label: string, score: Nps | undefined): Point {
  if (!score) return { label, values: [null], ranges: [null] };
  const shown = [`${signed(score.score)} (${signed(score.low)} to ${signed(score.high)})`];
  return { label, values: [score.score], ranges: [[score.low, score.high]], shown };
}

/** A value for each stretch in which anybody gave a score; undefined unless there are two. */
export function npsOverTime({ name, numbers: { time } }: Named, side: number, sides: number): Chart | undefined {
  if (!time) return undefined;
  const { starts, unit } = time.nps.buckets;
  const points = starts.flatMap((start, i) => {
    const score = time.nps.values[i];
    return score ? [npsPoint(bucketLabel(start, unit), score)] : [];
  });
  if (points.length < 2) return undefined;
  return {
    id: side === 0 ? 'nps-over-time' : 'nps-over-time-compared',
    title: sides === 1 ? 'Net Promoter Score over time' : `Net Promoter Score over time: ${name}`,
    ...npsScale,
    of: wordsForUnit[unit],
    points,
    note: 'Few answers make a wide margin. Where two lines overlap by much, the difference may be chance.',
  };
}

/** Undefined unless two sources have scores, or one has on both sides. */
export function npsBySource(sides: Named[]): Chart | undefined {
  const scored = sides.map(({ numbers }) => numbers.sources.filter(({ nps }) => nps));
  const names = [...new Set(scored.flat().map(({ name }) => name))];
  if (names.length < 2 && !scored.every(({ length }) => length > 0 && sides.length > 1)) return undefined;
  const points = names.slice(0, 20).map((label): Point => {
    const each = scored.map((sources) => npsPoint(label, sources.find(({ name }) => name === label)?.nps));
    return {
      label,
      values: each.flatMap(({ values }) => values),
      ranges: each.flatMap(({ ranges }) => ranges ?? [null]),
      shown: each.map(({ shown }) => shown?.[0] ?? 'None'),
    };
  });
  const series = sides.length > 1 ? sides.map(({ name }) => name) : npsScale.series;
  return { id: 'nps-by-source', title: 'Net Promoter Score by source', ...npsScale, of: 'Source', series, points };
}
