import { fieldsOf } from './requests.ts';

/** Sends a form so that, should the connection be lost, the page stays as it is, with everything that was entered. */
export function submitCarefully(form: HTMLFormElement): void {
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    void send(form);
  });
}

async function send(form: HTMLFormElement): Promise<void> {
  const body = bodyOf(form);
  if (body instanceof FormData) say('Sending your file. Keep this page open.');
  try {
    const response = await fetch(form.action, { method: 'POST', body, headers: { Accept: 'text/html' } });
    // A complaint is a page of its own: let the browser fetch and show it as it would have without this script.
    if (response.redirected) location.assign(response.url);
    else form.submit();
  } catch {
    say('The connection is lost. Nothing you entered is: try again when you are back online.');
  }
}

function say(text: string): void {
  const line = document.getElementById('saved') ?? document.getElementById('note');
  line?.replaceChildren(text);
}

function bodyOf(form: HTMLFormElement): FormData | URLSearchParams {
  return form.enctype === 'multipart/form-data' ? new FormData(form) : fieldsOf(form);
}
