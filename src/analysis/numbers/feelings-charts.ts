import { DateTime } from 'luxon';
import type { Chart, Point } from '../charts/chart.ts';
import type { Buckets } from './buckets.ts';
import type { Mean } from './mean.ts';
import { signedSentiment } from '../../responses/reading.ts';
import type { Named } from './side.ts';
import { bucketLabel, wordsForUnit } from './time-words.ts';

/** A value for each stretch in which anybody said something with a feeling; undefined unless there are two. */
export function feelingsChart({ name, numbers }: Named, side: number, sides: number): Chart | undefined {
  const time = numbers.feelings?.time;
  if (!numbers.feelings || !time) return undefined;
  const { starts, unit } = time.buckets;
  return {
    id: side === 0 ? 'sentiment-over-time' : 'sentiment-over-time-compared',
    title: sides === 1 ? 'Sentiment over time' : `Sentiment over time: ${name}`,
    kind: 'line',
    unit: 'sentiment',
    digits: 2,
    of: wordsForUnit[unit],
    series: ['Sentiment'],
    points: starts.map((start, i) => meanPoint(bucketLabel(start, unit), time.values[i])),
    marked: numbers.feelings.shifts.map(({ at }, i) => ({ at: placeIn(time.buckets, at), label: letter(i) })),
    note: 'The mean of what each person said, from −1, negative, to +1, positive, as a model on this server understands it. The band is where the mean lies with 95% certainty, if those who answered are like all others; of one or two people nothing is certain.',
  };
}

/** How many stretches have passed by then, with the share of the one that it is in. */
function placeIn({ unit, starts, indexOf }: Buckets, at: string): number {
  const index = indexOf(at.slice(0, 16));
  const start = DateTime.fromISO(starts[index]!, { zone: 'utc' });
  const length = start.plus({ [unit]: 1 }).toMillis() - start.toMillis();
  return index + Math.min(1, Math.max(0, (Date.parse(at) - start.toMillis()) / length));
}

function meanPoint(label: string, value: Mean | undefined): Point {
  if (!value) return { label, values: [null], ranges: [null], shown: ['Nobody'] };
  const { mean, low, high, people } = value;
  const margin = `${signedSentiment(low)} to ${signedSentiment(high)}`;
  const shown = [`${signedSentiment(mean)} (${margin}, ${people} ${people === 1 ? 'person' : 'people'})`];
  return { label, values: [mean], ranges: [[low, high]], shown };
}

/** What a shift is called beside the chart: "A" for the first. */
export function letter(index: number): string {
  return String.fromCodePoint(65 + index);
}
