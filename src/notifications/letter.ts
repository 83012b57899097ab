import path from 'node:path';
import ejs from 'ejs';
import { companyName } from '../accounts/workspace.ts';
import { packageRoot } from '../platform/config.ts';
import type { Db } from '../platform/database.ts';

/** What a mail says. Paths become links to this server. */
export interface Letter {
  heading: string;
  paragraphs: string[];
  /** A list of things, each with its own link. */
  entries?: { title: string; detail: string; path: string }[];
  /** What to do next, as a button. */
  action?: { label: string; path: string };
  /** The last line: why this came. */
  why: string;
  /** Where the recipient ends such mails without signing in. */
  unsubscribePath?: string;
}

/** The same letter twice: for readers of plain text and for those of HTML. */
export async function renderLetter(
  db: Db,
  letter: Letter,
  base: string,
): Promise<{ text: string; html: string; unsubscribeUrl: string | undefined }> {
  const data = {
    entries: [],
    action: undefined,
    unsubscribePath: undefined,
    ...letter,
    base,
    company: await companyName(db),
  };
  const [text, html] = await Promise.all([
    ejs.renderFile(view('text'), data, { cache: true, escape: plain }),
    ejs.renderFile(view('html'), data, { cache: true }),
  ]);
  const { unsubscribePath } = letter;
  return { text: text.trim() + '\n', html, unsubscribeUrl: unsubscribePath && base + unsubscribePath };
}

function view(name: string): string {
  return path.join(packageRoot, 'views/mail', `${name}.ejs`);
}

/** Nothing is markup in plain text. */
function plain(value?: string): string {
  return value ?? '';
}
