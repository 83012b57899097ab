import { fieldsOf } from './requests.ts';

type Begin = (form: HTMLFormElement) => void;

/**
 * Sends a form so that, should the connection be lost, the page stays as it is, with everything that was entered.
 * `begin` makes a form work that has taken the place of this one.
 */
export function submitCarefully(form: HTMLFormElement, begin: Begin): void {
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    void send(form, begin);
  });
}

async function send(form: HTMLFormElement, begin: Begin): Promise<void> {
  const body = bodyOf(form);
  if (body instanceof FormData) say('Sending your file. Keep this page open.');
  try {
    const response = await fetch(form.action, { method: 'POST', body, headers: { Accept: 'text/html' } });
    if (response.redirected) location.assign(response.url);
    else showComplaint(form, await response.text(), begin);
  } catch {
    say('The connection is lost. Nothing you entered is: try again when you are back online.');
  }
}

/** The form comes back with what is wrong beside its fields. A page without it takes the place of this one. */
function showComplaint(form: HTMLFormElement, html: string, begin: Begin): void {
  const page = new DOMParser().parseFromString(html, 'text/html');
  const again = page.getElementById(form.id);
  if (!(again instanceof HTMLFormElement)) return document.body.replaceWith(page.body);
  const receipts = page.getElementById('receipts');
  if (receipts) document.getElementById('receipts')?.replaceWith(receipts);
  form.replaceWith(again);
  begin(again);
  say('');
  again.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
}

function say(text: string): void {
  const line = document.getElementById('saved') ?? document.getElementById('note');
  line?.replaceChildren(text);
}

function bodyOf(form: HTMLFormElement): FormData | URLSearchParams {
  return form.enctype === 'multipart/form-data' ? new FormData(form) : fieldsOf(form);
}
