const prefix = 'reelay recording ';

/** For as long as this page lives, no other tab takes this for something that was left behind. */
export function holdTake(takeId: string): void {
  if ('locks' in navigator) void navigator.locks.request(prefix + takeId, () => new Promise(() => {}));
}

/** Those that any tab of this browser is recording or sending. */
export async function heldTakes(): Promise<Set<string>> {
  if (!('locks' in navigator)) return new Set();
  const { held = [] } = await navigator.locks.query();
  return new Set(held.map(({ name = '' }) => name.slice(prefix.length)));
}
