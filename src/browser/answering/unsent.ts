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
