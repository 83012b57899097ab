import { onSingleKey } from '../player/single-keys.ts';

/** Where the focus was in the list, for when it is drawn anew. */
let place = -1;

/** J and K go from message to message, Enter opens the one at hand as any link, E marks it as seen, ? lists the keys. */
export function listenToInboxKeys(): void {
  onSingleKey((key) => {
    if (key === '?') return showKeys();
    const step = { j: 1, k: -1 }[key.toLowerCase()];
    if (step) return go(step);
    return key.toLowerCase() === 'e' && markSeen();
  });
  document.addEventListener('htmx:after:swap', () => place >= 0 && focusAt(place));
}

function links(): HTMLAnchorElement[] {
  return [...document.querySelectorAll<HTMLAnchorElement>('[data-entry] h3 a')];
}

function here(): number {
  const entry = document.activeElement?.closest('[data-entry]');
  return entry ? links().findIndex((link) => entry.contains(link)) : -1;
}

function go(step: number): boolean {
  return focusAt(here() + step);
}

/** The one at that place, or the nearest to it. */
function focusAt(index: number): boolean {
  const all = links();
  const link = all[Math.min(Math.max(index, 0), all.length - 1)];
  link?.focus();
  link?.scrollIntoView({ block: 'nearest' });
  return link !== undefined;
}

function markSeen(): boolean {
  place = here();
  const entry = document.activeElement?.closest('[data-entry]');
  const button = entry?.querySelector<HTMLButtonElement>('[data-seen]');
  button?.click();
  return button !== undefined;
}

function showKeys(): boolean {
  const dialog = document.getElementById('keys');
  if (!(dialog instanceof HTMLDialogElement)) return false;
  dialog.showModal();
  return true;
}
