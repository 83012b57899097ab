import { recall, remember } from './memory.ts';

const storageKey = 'reelay-single-keys';

/**
 * Calls `act` with every key that is pressed alone, outside of fields and dialogs; true means that it was used.
 * They can be switched off (WCAG 2.1.4), all but `?`, which opens the list that holds the switch.
 */
export function onSingleKey(act: (key: string, target: Element) => boolean): void {
  document.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    if (!(event.target instanceof Element) || isTyping(event.target) || document.querySelector('dialog[open]')) return;
    if (!singleKeysAreOn() && event.key !== '?') return;
    if (act(event.key, event.target)) event.preventDefault();
  });
}

/** Whether the page has the list of keys, and with it the switch. */
export function hasKeyList(): boolean {
  return keySwitch() !== undefined;
}

export function rememberKeySwitch(): void {
  const box = keySwitch();
  if (!box) return;
  box.checked = singleKeysAreOn();
  box.addEventListener('change', () => remember(storageKey, box.checked ? 'on' : 'off'));
}

function keySwitch(): HTMLInputElement | undefined {
  const box = document.getElementById('single-keys');
  return box instanceof HTMLInputElement ? box : undefined;
}

/** Whether letters do something by themselves; a person may have switched that off. */
export function singleKeysAreOn(): boolean {
  return recall(storageKey) !== 'off';
}

/** In a field where letters are letters. */
export function isTyping(target: Element): boolean {
  return target.matches('input:not([type="radio"], [type="range"]), textarea, select, [contenteditable]');
}
