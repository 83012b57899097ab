const name = 'reelay told';

/** For the page that comes next in this tab: one sentence. */
export function leaveTold(words: string): void {
  sessionStorage.setItem(name, words);
}

/** What the page before left, once. */
export function takeTold(): string | undefined {
  const words = sessionStorage.getItem(name) ?? undefined;
  sessionStorage.removeItem(name);
  return words;
}
