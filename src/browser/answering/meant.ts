const key = (takeId: string) => `reelay meant ${takeId}`;
const pending = 'pending';

/** A page that was asked for in the same moment may have been made before the choice was written. */
const newsMs = 10_000;

/** "Use this take" was pressed, and the server may not have heard of it: a page that is left meanwhile says so again. */
export function rememberMeant(takeId: string): void {
  localStorage.setItem(key(takeId), pending);
}

/** The server has heard of it. */
export function settleMeant(takeId: string): void {
  localStorage.setItem(key(takeId), String(Date.now()));
}

export function isMeant(takeId: string): boolean {
  const since = localStorage.getItem(key(takeId));
  return since === pending || Date.now() - Number(since ?? 0) < newsMs;
}

/** It was decided on once, whether or not the server has heard of it. */
export function wasMeant(takeId: string): boolean {
  return localStorage.getItem(key(takeId)) !== null;
}

export function forgetMeant(takeId: string): void {
  localStorage.removeItem(key(takeId));
}
