/** What was chosen last, as far as this browser lets a page remember anything: in a frame of another site it may not. */
export function recall(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return heldHere.get(key) ?? null;
  }
}

export function remember(key: string, value: string): void {
  heldHere.set(key, value);
  try {
    localStorage.setItem(key, value);
  } catch {
    // It holds until the page is closed.
  }
}

const heldHere = new Map<string, string>();
