import { bucketsFor, units, type Unit } from './buckets.ts';
import { meanOf, type Mean } from './mean.ts';
import type { OverTime } from './numbers.ts';
import { fewestPeople, shiftsIn, type FeltAt, type Shift } from './shifts.ts';

/** How people feel whose answers were read. */
export interface Feelings {
  /** Whose answers have a feeling. */
  people: number;
  mean: Mean;
  /** Undefined where all came in one stretch of time. */
  time: OverTime<Mean | undefined> | undefined;
  shifts: Shift[];
}

/** @param felt one value a person, in the order of time; @param finest as of `numbersOf` */
export function feelingsOf(felt: FeltAt[], zone: string, finest: Unit): Feelings | undefined {
  const mean = meanOf(felt.map(({ sentiment }) => sentiment));
  return mean && { people: felt.length, mean, time: overTime(felt, zone, finest), shifts: shiftsIn(felt) };
}

/** As fine as leaves enough people in a stretch that their mean says something. */
function overTime(felt: FeltAt[], zone: string, finest: Unit): Feelings['time'] {
  const minutes = felt.map(({ at }) => at.slice(0, 16));
  for (const unit of units.slice(units.indexOf(finest))) {
    const buckets = bucketsFor(minutes, zone, unit);
    const values = buckets.starts.map((): number[] => []);
    for (const [i, { sentiment }] of felt.entries()) values[buckets.indexOf(minutes[i]!)]!.push(sentiment);
    const filled = values.filter(({ length }) => length > 0).length;
    const isEnough = filled <= 4 || felt.length / filled >= fewestPeople;
    if (isEnough) return filled < 2 ? undefined : { buckets, values: values.map(meanOf) };
  }
  return undefined;
}
