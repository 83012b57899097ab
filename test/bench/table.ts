import { isMet, type Row } from './row.ts';

const heads = ['', 'ours', 'theirs', 'ratio', 'goal', 'met'];

export function table(rows: Row[]): string {
  const lines = [heads, ...rows.map(cells)];
  const widths = heads.map((_, column) => Math.max(...lines.map((line) => line[column]!.length)));
  const padded = (line: string[]) =>
    line.map((cell, column) => (column === 0 ? cell.padEnd(widths[0]!) : cell.padStart(widths[column]!)));
  return lines.map((line) => `${padded(line).join('   ').trimEnd()}\n`).join('');
}

function cells(row: Row): string[] {
  const { name, unit, ours, theirs, goal } = row;
  const ratio = theirs === undefined ? '' : `${(ours / theirs).toFixed(2)}×`;
  const met = isMet(row);
  return [
    name,
    figure(ours, unit),
    theirs === undefined ? '' : figure(theirs, unit),
    ratio,
    goal ? aim(goal, unit) : '',
    met === undefined ? '' : met ? 'yes' : 'NO',
  ];
}

function aim(goal: NonNullable<Row['goal']>, unit: Row['unit']): string {
  if ('atLeastRatio' in goal) return `≥ ${goal.atLeastRatio}×`;
  return 'ratio' in goal ? `≤ ${goal.ratio}×` : `≤ ${figure(goal.atMost, unit)}`;
}

const digits = new Intl.NumberFormat('en-GB', { maximumSignificantDigits: 3 });

function figure(value: number, unit: Row['unit']): string {
  return `${digits.format(value)} ${unit}`.trimEnd();
}
