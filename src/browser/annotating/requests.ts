/** The server said no; its message is meant for the person. */
export class Refused extends Error {
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

/** @throws Refused; TypeError when the server cannot be reached */
export function read<Answer>(address: string): Promise<Answer> {
  return ask<Answer>(address, {});
}

/** @param token of the session's page. @throws Refused; TypeError when the server cannot be reached */
export function put<Answer>(address: string, token: string, body: object): Promise<Answer> {
  const headers = { 'Content-Type': 'application/json', 'X-CSRF-Token': token };
  return ask<Answer>(address, { method: 'PUT', headers, body: JSON.stringify(body) });
}

const signedOut =
  'You have been signed out. What you drew is kept in this tab: sign in in another one, then reload this.';

async function ask<Answer>(
  address: string,
  request: { method?: string; headers?: Record<string, string>; body?: string },
): Promise<Answer> {
  const headers = { ...request.headers, Accept: 'application/json' };
  const answer = await fetch(address, { ...request, headers, redirect: 'manual' });
  if (answer.type === 'opaqueredirect') throw new Refused(401, signedOut);
  if (answer.ok) return (await answer.json()) as Answer;
  const told = (await answer.json().catch(() => ({}))) as { error?: string };
  throw new Refused(answer.status, told.error ?? 'The server did not answer as it should. Try again in a moment.');
}
