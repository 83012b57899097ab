/** Promise, what was done, figures, whether it was kept. */
export type Cells = [string, string, string, string];

const heads: Cells = ['promise', 'what was done', 'figures', 'kept'];
const widths = [34, 54, 54, 13];

export function table(rows: Cells[]): string {
  const rule = widths.map((width) => '─'.repeat(width)).join('  ');
  return [laidOut(heads), rule, ...rows.map(laidOut), ''].join('\n');
}

function laidOut(cells: Cells): string {
  const columns = cells.map((cell, index) => wrapped(cell, widths[index]!));
  const height = Math.max(...columns.map(({ length }) => length));
  const lines = Array.from({ length: height }, (_, row) =>
    columns.map((column, index) => (column[row] ?? '').padEnd(widths[index]!)).join('  '),
  );
  return lines.map((line) => line.trimEnd()).join('\n');
}

function wrapped(text: string, width: number): string[] {
  const lines = [''];
  for (const word of text.split(' ')) {
    const line = `${lines.at(-1)} ${word}`.trim();
    if (line.length > width) lines.push(word);
    else lines[lines.length - 1] = line;
  }
  return lines;
}
