import type { QuestionOnPage } from '../wire.ts';

/** Where a respondent's page sends to, and as whom. */
export type Sender = Pick<QuestionOnPage, 'responseId' | 'base' | 'token'>;

/** The server said no; its message is meant for the person. */
export class Refused extends Error {
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

/** What browsers let outlive the page is at most 64 KiB (Fetch, section 4.6). */
const mostKeptAlive = 60_000;

/** Posts JSON, or a form's fields. @throws Refused; TypeError when the server cannot be reached */
export function post<Answer>(sender: Sender, path: string, body: object | URLSearchParams = {}): Promise<Answer> {
  return send<Answer>('POST', sender, path, body);
}

/** @throws Refused; TypeError when the server cannot be reached */
export function remove<Answer>(sender: Sender, path: string): Promise<Answer> {
  return send<Answer>('DELETE', sender, path, {});
}

async function send<Answer>(
  method: string,
  { base, token }: Sender,
  path: string,
  body: object | URLSearchParams,
): Promise<Answer> {
  const isForm = body instanceof URLSearchParams;
  const text = isForm ? String(body) : JSON.stringify(body);
  const type = isForm ? 'application/x-www-form-urlencoded' : 'application/json';
  const response = await fetch(`${base}/${path}`, {
    method,
    headers: { Accept: 'application/json', 'Content-Type': type, 'X-Token': token },
    body: text,
    keepalive: text.length < mostKeptAlive,
  });
  if (!response.ok) throw new Refused(response.status, await reason(response));
  return (await response.json()) as Answer;
}

/** What a form holds, but for files. */
export function fieldsOf(form: HTMLFormElement): URLSearchParams {
  const fields = [...new FormData(form)].flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : []));
  return new URLSearchParams(fields);
}

async function reason(response: Response): Promise<string> {
  const told = (await response.json().catch(() => ({}))) as { error?: string };
  return told.error ?? 'The server did not answer as it should. Try again in a moment.';
}
