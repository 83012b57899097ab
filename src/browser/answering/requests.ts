import { answerTakes, type TakeRoutes } from '../recorder/take-routes.ts';

/** Where a page sends to, and as whom. */
export interface Sender {
  /** Whose takes these are: they lie together in the spool. */
  responseId: string;
  base: string;
  token: string;
  /** Where takes go; those of a respondent's answer where nothing is said. */
  routes?: TakeRoutes;
}

export function routesOf({ routes }: Sender): TakeRoutes {
  return routes ?? answerTakes;
}

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

/** @throws Refused; TypeError when the server cannot be reached */
export async function send<Answer>(
  method: 'POST' | 'PUT' | 'DELETE',
  sender: Sender,
  path: string,
  body: object | URLSearchParams,
): Promise<Answer> {
  const { base, token } = sender;
  const isForm = body instanceof URLSearchParams;
  const text = isForm ? String(body) : JSON.stringify(body);
  const type = isForm ? 'application/x-www-form-urlencoded' : 'application/json';
  const response = await fetch(path ? `${base}/${path}` : base, {
    method,
    headers: { Accept: 'application/json', 'Content-Type': type, [routesOf(sender).token]: token },
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
