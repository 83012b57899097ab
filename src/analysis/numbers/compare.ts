import { DateTime } from 'luxon';
import { getForm, type Form } from '../../forms/form.ts';
import type { Deps } from '../../platform/deps.ts';
import { spoken } from '../../platform/http/words.ts';
import type { NumbersAsked } from '../numbers.input.ts';
import { signed } from '../charts/drawing.ts';
import { units, type Unit } from './buckets.ts';
import type { Named } from './side.ts';
import { differs } from './nps.ts';
import { numbersOf, type Numbers, type Period } from './numbers.ts';

/** What was asked for, and beside it what it is to be compared with. @throws NotFound for a form that is not there */
export async function sidesOf(deps: Deps, form: Form, asked: NumbersAsked, zone: string): Promise<Named[]> {
  const period = periodOf(asked.from, asked.to, zone);
  const mine = { form, period, name: nameOf(asked.from, asked.to) };
  const other = await otherSide(deps, form, asked, zone);
  const named = other && other.form.id !== form.id ? { ...mine, name: form.draft.title } : mine;
  const sides = other ? [named, other] : [mine];
  const count = async (finest?: Unit) => {
    const counted: Named[] = [];
    for (const side of sides) {
      counted.push({
        name: side.name,
        period: side.period,
        numbers: await numbersOf(deps, side.form, side.period, zone, finest),
      });
    }
    return counted;
  };
  const counted = await count();
  const coarsest = counted.map(unitOf).toSorted((a, b) => units.indexOf(b) - units.indexOf(a))[0];
  return counted.every((side) => unitOf(side) === coarsest) ? counted : count(coarsest);
}

/** In which it is counted over time: the same on both sides. */
function unitOf({ numbers }: Named): Unit {
  return numbers.time?.arrivals.buckets.unit ?? 'day';
}

async function otherSide(deps: Deps, form: Form, asked: NumbersAsked, zone: string) {
  const { from, to, with: other } = asked;
  const isForm = other !== '' && other !== 'before';
  const [from2, to2] = [asked.from2 ?? (isForm ? from : undefined), asked.to2 ?? (isForm ? to : undefined)];
  if (isForm) {
    const otherForm = await getForm(deps.db, other);
    return { form: otherForm, period: periodOf(from2, to2, zone), name: otherForm.draft.title };
  }
  if (other === 'before' && from) {
    const [first, last] = before(from, to ?? DateTime.fromJSDate(deps.clock.now(), { zone }).toISODate() ?? from);
    return { form, period: periodOf(first, last, zone), name: nameOf(first, last) };
  }
  return from2 || to2 ? { form, period: periodOf(from2, to2, zone), name: nameOf(from2, to2) } : undefined;
}

/** As many days, right before. */
function before(from: string, to: string): [string, string] {
  const [first, last] = [DateTime.fromISO(from), DateTime.fromISO(to)];
  const days = Math.round(last.diff(first, 'days').days) + 1;
  return [first.minus({ days }).toISODate() ?? from, first.minus({ days: 1 }).toISODate() ?? from];
}

function periodOf(from: string | undefined, to: string | undefined, zone: string): Period {
  const startOf = (day: string, plus: number) =>
    DateTime.fromISO(day, { zone }).startOf('day').plus({ days: plus }).toUTC().toISO() ?? undefined;
  return { from: from && startOf(from, 0), until: to && startOf(to, 1) };
}

function nameOf(from: string | undefined, to: string | undefined): string {
  const words = (day: string) => DateTime.fromISO(day).toFormat('d LLL yyyy', { locale: 'en-GB' });
  if (from && to) return from === to ? words(from) : `${words(from)} to ${words(to)}`;
  if (from) return `Since ${words(from)}`;
  return to ? `Until ${words(to)}` : 'All time';
}

/** A figure on each side, and what the difference comes to. */
export interface Figure {
  name: string;
  values: string[];
  difference?: string;
}

/** The numbers that are read first. */
export function figuresOf(sides: Named[]): Figure[] {
  const [a, b] = sides.map(({ numbers }) => numbers);
  if (!a) return [];
  const all = b ? [a, b] : [a];
  return [
    { name: 'Responses', values: all.map(({ submitted }) => submitted.toLocaleString('en-GB')), ...change(a, b) },
    { name: 'Finish what they begin', values: all.map(shareDone), ...points(a, b) },
    { name: 'Median time to finish', values: all.map(medianTime) },
    ...(all.some(({ nps }) => nps)
      ? [{ name: 'Net Promoter Score', values: all.map(scoreWithMargin), ...npsChange(a, b) }]
      : []),
  ];
}

function change({ submitted }: Numbers, b: Numbers | undefined): { difference?: string } {
  return b && b.submitted > 0 ? { difference: `${signed((100 * (submitted - b.submitted)) / b.submitted)}%` } : {};
}

function shareDone({ completion }: Numbers): string {
  return completion ? `${Math.round((100 * completion.submitted) / completion.begun)}%` : 'Nobody began';
}

function points(a: Numbers, b: Numbers | undefined): { difference?: string } {
  if (!a.completion || !b?.completion) return {};
  const [mine, other] = [a.completion, b.completion].map(({ submitted, begun }) => (100 * submitted) / begun);
  return { difference: `${signed(mine! - other!)} points` };
}

function medianTime({ duration }: Numbers): string {
  if (!duration) return 'None yet';
  const { median } = duration;
  if (median < 7200) return spoken(median < 90 ? Math.round(median) : Math.round(median / 60) * 60);
  return median < 172_800 ? `${Math.round(median / 3600)} hours` : `${Math.round(median / 86_400)} days`;
}

function scoreWithMargin({ nps }: Numbers): string {
  return nps ? `${signed(nps.score)} ± ${Math.round(nps.margin)}` : 'None';
}

function npsChange(a: Numbers, b: Numbers | undefined): { difference?: string } {
  if (!a.nps || !b?.nps) return {};
  const sure = differs(a.nps, b.nps) ? 'more than chance explains' : 'within the margin of error';
  return { difference: `${signed(a.nps.score - b.nps.score)} points, ${sure}` };
}
