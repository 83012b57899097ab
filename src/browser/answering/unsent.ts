const key = (responseId: string) => `reelay unsent ${responseId}`;

/** Whether takes of the response may still lie on this device: then, and only then, a page loads what sends them. */
export function mayHaveUnsent(responseId: string): boolean {
  return localStorage.getItem(key(responseId)) !== null;
}

export function rememberUnsent(responseId: string): void {
  localStorage.setItem(key(responseId), 'yes');
}

export function forgetUnsent(responseId: string): void {
  localStorage.removeItem(key(responseId));
}

/** Of whom takes may lie on this device, as far as their names begin like this. */
export function listUnsent(beginning: string): string[] {
  const keys = Object.keys(localStorage).filter((name) => name.startsWith(key(beginning)));
  return keys.map((name) => name.slice(key('').length));
}
