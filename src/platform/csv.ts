import { parse, CsvError } from 'csv-parse';

/** One record of a file. */
export interface CsvRow {
  /** Where it begins, from 1. */
  line: number;
  cells: string[];
}

export interface CsvTable {
  rows: CsvRow[];
  encoding: 'UTF-8' | 'UTF-16' | 'Latin-1';
  delimiter: Delimiter;
}

const delimiters = [',', ';', '\t'] as const;
export type Delimiter = (typeof delimiters)[number];

/** A file that is no table; the message says why, for who chose it. */
export class UnreadableCsv extends Error {}

/**
 * Reads a table of which nothing is known but its bytes, giving way to other requests while it does. Lines that are empty
 * are left out, cells are trimmed.
 * @throws UnreadableCsv
 */
export async function readCsv(bytes: Buffer, mostRows: number): Promise<CsvTable> {
  const { text, encoding } = decoded(bytes);
  const { body, delimiter, skipped } = separated(text);
  const rows: CsvRow[] = [];
  let line = 1 + skipped;
  try {
    for await (const record of parse(body, options(delimiter))) {
      const { record: cells, raw } = record as { record: string[]; raw: string };
      const leading = /^\n*/.exec(raw)?.[0].length ?? 0;
      if (cells.some((cell) => cell !== '')) rows.push({ line: line + leading, cells });
      line += raw.split('\n').length - 1;
      if (rows.length > mostRows) throw new UnreadableCsv(tooMany(mostRows));
    }
  } catch (error) {
    throw error instanceof CsvError ? new UnreadableCsv(inWords(error)) : error;
  }
  return { rows, encoding, delimiter };
}

function options(delimiter: Delimiter) {
  const lenient = { relax_column_count: true, relax_quotes: true } as const;
  return { delimiter, raw: true, trim: true, record_delimiter: '\n', ...lenient };
}

function tooMany(mostRows: number): string {
  return `This file has more than ${mostRows.toLocaleString('en-GB')} lines. Cut it into smaller ones.`;
}

function inWords({ code, message }: CsvError): string {
  const line = /line (\d+)/.exec(message)?.[1];
  if (code === 'CSV_QUOTE_NOT_CLOSED') {
    return `A quotation mark${line ? ` in or before line ${line}` : ''} is opened and never closed. Mend that in the file, then choose it again.`;
  }
  return `We could not read this file${line ? ` from line ${line} on` : ''}. Save it as CSV once more, then choose it again.`;
}

/** Latin-1 is read as Windows-1252, as browsers do (WHATWG Encoding Standard, section 4.2). */
function decoded(bytes: Buffer): { text: string; encoding: CsvTable['encoding'] } {
  if (isArchive(bytes)) {
    throw new UnreadableCsv('This is a spreadsheet’s own file. Save the table as CSV there, then choose that file.');
  }
  const utf16 = utf16Of(bytes);
  if (utf16) return { text: new TextDecoder(utf16).decode(bytes), encoding: 'UTF-16' };
  if (bytes.includes(0)) throw new UnreadableCsv(noText);
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes), encoding: 'UTF-8' };
  } catch {
    const text = new TextDecoder('windows-1252').decode(bytes);
    if (hasControls(text)) throw new UnreadableCsv(noText);
    return { text, encoding: 'Latin-1' };
  }
}

const noText = 'This is no text. Choose a file that was saved as CSV.';

/** Pictures, sound and what is packed have them; texts have tabs and ends of lines alone. */
function hasControls(text: string): boolean {
  return /(?![\t\n\r\f\v])\p{Cc}/u.test(text.slice(0, 100_000).replace(/[\u0080-\u009f]/g, ''));
}

function isArchive(bytes: Buffer): boolean {
  return ['504b0304', 'd0cf11e0'].includes(bytes.subarray(0, 4).toString('hex'));
}

/** By its mark, or by the zeros that Latin text has at every other byte. */
function utf16Of(bytes: Buffer): 'utf-16le' | 'utf-16be' | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  const start = bytes.subarray(0, 200);
  const zerosAt = (parity: number) => start.filter((byte, i) => i % 2 === parity && byte === 0).length;
  if (zerosAt(1) > start.length / 4 && zerosAt(0) === 0) return 'utf-16le';
  return zerosAt(0) > start.length / 4 && zerosAt(1) === 0 ? 'utf-16be' : undefined;
}

/** `skipped`: lines that only say how the others are to be read, as Excel's "sep=;" does. */
function separated(whole: string): { body: string; delimiter: Delimiter; skipped: number } {
  const text = whole.replace(/\r\n?/g, '\n');
  const told = /^sep=([,;\t])\n/i.exec(text);
  if (told) return { body: text.slice(told[0].length), delimiter: told[1] as Delimiter, skipped: 1 };
  return { body: text, delimiter: delimiterOf(text), skipped: 0 };
}

/** The one of which most of the first lines have as many as the very first line; what stands in quotes does not count. */
function delimiterOf(text: string): Delimiter {
  const lines = linesOutsideQuotes(text.slice(0, 100_000)).slice(0, 20);
  const scored = delimiters.map((delimiter) => {
    const [first = 0, ...others] = lines.map((line) => line.split(delimiter).length - 1);
    const alike = first > 0 ? 1 + others.filter((number) => number === first).length : 0;
    return { delimiter, alike, first };
  });
  const best = scored.toSorted((a, b) => b.alike - a.alike || b.first - a.first)[0];
  return best?.alike ? best.delimiter : ',';
}

function linesOutsideQuotes(text: string): string[] {
  return text
    .replace(/"[^"]*"?/g, '')
    .split('\n')
    .filter((line) => line.trim() !== '');
}
