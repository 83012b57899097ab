const key = (takeId: string) => `reelay meant ${takeId}`;

/** "Use this take" was pressed, and the server may not have heard of it: a page that is left meanwhile says so again. */
export function rememberMeant(takeId: string): void {
  localStorage.setItem(key(takeId), 'yes');
}

export function isMeant(takeId: string): boolean {
  return localStorage.getItem(key(takeId)) !== null;
}

export function forgetMeant(takeId: string): void {
  localStorage.removeItem(key(takeId));
}
