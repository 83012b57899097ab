import { parse } from 'csv-parse/sync';
import { Invalid } from '../platform/http/errors.ts';
import { Email } from './input.ts';

export interface Invitee {
  name: string;
  email: string;
}

const mostInvitees = 500;

/**
 * Reads people out of lines such as `ruth@example.com`, `Ruth Calder <ruth@example.com>` or, as spreadsheets export
 * them, `Ruth Calder;ruth@example.com` in either order. Somebody who stands there twice is invited once.
 * @throws Invalid `people`, with each line that cannot be read
 */
export function parseInvitees(text: string): Invitee[] {
  const found = new Map<string, Invitee>();
  const wrong: string[] = [];
  for (const [number, line] of text.split(/\r?\n/).entries()) {
    if (!line.trim() || /^\W*(name|e-?mail)\W*[,;\t]/i.test(line)) continue;
    const invitee = parseLine(line);
    if (invitee) found.set(invitee.email.toLowerCase(), found.get(invitee.email.toLowerCase()) ?? invitee);
    else wrong.push(`Line ${number + 1}, “${line.trim().slice(0, 60)}”, holds no single address.`);
  }
  if (wrong.length > 0) throw new Invalid({ people: `${wrong.slice(0, 5).join(' ')} Nobody was invited.` });
  if (found.size === 0) throw new Invalid({ people: 'Write one address on each line.' });
  if (found.size > mostInvitees) throw new Invalid({ people: `Invite at most ${mostInvitees} people at once.` });
  return [...found.values()];
}

function parseLine(line: string): Invitee | undefined {
  const named = /^\s*"?([^"<>]*?)"?\s*<([^<>]+)>\s*[,;]?\s*$/.exec(line);
  const cells = named ? [named[1] ?? '', named[2] ?? ''] : cellsOf(line);
  const addresses = cells.filter((cell) => cell.includes('@'));
  const email = Email.safeParse(addresses[0]);
  if (addresses.length !== 1 || !email.success) return undefined;
  const name = cells.find((cell) => cell !== addresses[0]) ?? nameFrom(email.data);
  return { name: name.slice(0, 120), email: email.data };
}

function cellsOf(line: string): string[] {
  try {
    const rows: string[][] = parse(line, { delimiter: [',', ';', '\t'], trim: true, relax_column_count: true });
    return (rows[0] ?? []).filter((cell) => cell !== '');
  } catch {
    return [];
  }
}

/** "Dev Patel" from "dev.patel@…": a guess that its owner can change. */
function nameFrom(email: string): string {
  const words = email
    .slice(0, email.indexOf('@'))
    .split(/[._-]+/)
    .filter(Boolean);
  return words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join(' ') || email;
}
