import { DateTime } from 'luxon';

/** In which order a date of three numbers is written; one that begins with the year needs no telling. */
export const dayOrders = ['day-first', 'month-first'] as const;
export type DayOrder = (typeof dayOrders)[number];

const numbers =
  /^(\d{1,4})[-/.](\d{1,2})[-/.](\d{1,4})\.?(?:[T ,]+(\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?\s*([ap]m)?)?$/i;
const withWords = [
  'd LLL yyyy',
  'd. LLL yyyy',
  'd LLLL yyyy',
  'd. LLLL yyyy',
  'LLL d, yyyy',
  'LLLL d, yyyy',
  'd-LLL-yyyy',
];

/**
 * The moment that a cell names; a day without a time is its noon, so that it stays that day in neighbouring zones.
 * Undefined for what is no date.
 */
export function readDate(cell: string, zone: string, order: DayOrder): DateTime | undefined {
  const read = fromNumbers(cell, zone, order) ?? fromIso(cell, zone) ?? fromWords(cell, zone);
  return read?.isValid && read.year >= 1990 && read.year < 2100 ? read : undefined;
}

function fromNumbers(cell: string, zone: string, order: DayOrder): DateTime | undefined {
  const match = numbers.exec(cell);
  if (!match) return undefined;
  const [first, second, third] = match.slice(1, 4).map(Number) as [number, number, number];
  const [, , , , h = '12', minute = '0', second_ = '0', half] = match;
  const hour = half ? (Number(h) % 12) + (half.toLowerCase() === 'pm' ? 12 : 0) : Number(h);
  const time = { hour, minute: Number(minute), second: Number(second_) };
  const isYearFirst = (match[1] ?? '').length === 4;
  if (isYearFirst) return DateTime.fromObject({ year: first, month: second, day: third, ...time }, { zone });
  const year = match[3]!.length < 3 ? 2000 + third : third;
  const [day, month] = order === 'day-first' ? [first, second] : [second, first];
  return DateTime.fromObject({ year, month, day, ...time }, { zone });
}

/** With a zone of its own, as programs write it. */
function fromIso(cell: string, zone: string): DateTime | undefined {
  if (!/^\d{4}-\d{2}-\d{2}[T ]/.test(cell)) return undefined;
  const read = DateTime.fromISO(
    cell
      .replace(' ', 'T')
      .replace(/ ?UTC$/, 'Z')
      .replace(/ (?=[+Z-])/, ''),
    { zone },
  );
  return read.isValid ? read : undefined;
}

function fromWords(cell: string, zone: string): DateTime | undefined {
  if (!/[a-z]{3}/i.test(cell)) return undefined;
  for (const format of withWords) {
    const read = DateTime.fromFormat(cell, format, { zone, locale: 'en-GB' });
    if (read.isValid) return read.set({ hour: 12 });
  }
  return undefined;
}

/** By what only one order allows: a thirteenth month there is none. Dots are written day first. */
export function guessOrder(cells: string[], otherwise: DayOrder): DayOrder {
  return toldOrder(cells) ?? otherwise;
}

/** Whether a day may be taken for a month, and nothing says which it is. */
export function isAmbiguous(cells: string[]): boolean {
  return (
    toldOrder(cells) === undefined && inNumbers(cells).some(([, first, second]) => Number(first) !== Number(second))
  );
}

function toldOrder(cells: string[]): DayOrder | undefined {
  const dates = inNumbers(cells);
  if (dates.some(([, first]) => Number(first) > 12)) return 'day-first';
  if (dates.some(([, , second]) => Number(second) > 12)) return 'month-first';
  return dates.some(([whole]) => whole.includes('.')) ? 'day-first' : undefined;
}

function inNumbers(cells: string[]): RegExpExecArray[] {
  return cells
    .map((cell) => numbers.exec(cell))
    .filter((match) => match !== null && match[1]!.length < 3) as RegExpExecArray[];
}
