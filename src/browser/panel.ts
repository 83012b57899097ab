import 'htmx.org';
import { listUnsent } from './answering/unsent.ts';
import { takeTold } from './messages/told.ts';
import { rememberKeySwitch } from './player/single-keys.ts';
import { seekBySlash } from './seeking.ts';

rememberKeySwitch();
seekBySlash();

document.addEventListener('click', (event) => {
  const button = event.target instanceof Element ? event.target.closest('button') : null;
  if (!button) return;
  if (button.dataset.opens) dialogCalled(button.dataset.opens)?.showModal();
  if ('closes' in button.dataset) button.closest('dialog')?.close();
  if (button.dataset.copies) void copy(button, button.dataset.copies);
});

function dialogCalled(id: string): HTMLDialogElement | undefined {
  const element = document.getElementById(id);
  return element instanceof HTMLDialogElement ? element : undefined;
}

/** Copies a field's text; where the page may not (plain HTTP), selects it for the person to copy. */
async function copy(button: HTMLButtonElement, selector: string): Promise<void> {
  const field = document.querySelector<HTMLInputElement>(selector);
  if (!field) return;
  field.select();
  const words = button.lastChild;
  const before = words?.textContent ?? '';
  try {
    await navigator.clipboard.writeText(field.value);
    if (words) words.textContent = ' Copied';
  } catch {
    if (words) words.textContent = ' Selected, now copy it';
  }
  setTimeout(() => words && (words.textContent = before), 2000);
}

/** A row of tabs may be longer than a phone is wide: the one that is open is brought into its middle. */
function showOpenTab(): void {
  for (const tabs of document.querySelectorAll('.tabs')) {
    const open = tabs.querySelector('[aria-current]')?.getBoundingClientRect();
    const row = tabs.getBoundingClientRect();
    if (open) tabs.scrollLeft += open.left + open.width / 2 - (row.left + row.width / 2);
  }
}

showOpenTab();

/** A toast goes by itself, but not while somebody is at it. */
function letToastsGo(): void {
  for (const toast of document.querySelectorAll<HTMLElement>('[data-toast]')) {
    setTimeout(() => !toast.matches(':hover, :focus-within') && toast.remove(), 8000);
  }
}

document.addEventListener('htmx:after:swap', letToastsGo);

/** What the page before had to say when it was left. */
const told = takeTold();
if (told) {
  const toast = Object.assign(document.createElement('div'), { className: 'toast', textContent: told });
  toast.dataset.toast = '';
  document.getElementById('toasts')?.append(toast);
  letToastsGo();
}

/** The rest of a message that was stopped is sent from whatever page comes next. */
const unsent = document.querySelector('[data-recorder]') ? [] : listUnsent('message ');
if (unsent.length > 0) {
  const headers = JSON.parse(document.body.getAttribute('hx-headers:inherited') ?? '{}') as Record<string, string>;
  void import('./messages/leftover.ts').then(({ sendLeftover }) => sendLeftover(unsent, headers['X-CSRF-Token'] ?? ''));
}
