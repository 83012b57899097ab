import { part } from './page.ts';

/** Sends a form so that, should the connection be lost, the page stays as it is, with everything that was entered. */
export function submitCarefully(form: HTMLFormElement): void {
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    void send(form);
  });
}

async function send(form: HTMLFormElement): Promise<void> {
  try {
    const response = await fetch(form.action, { method: 'POST', body: bodyOf(form), headers: { Accept: 'text/html' } });
    // A complaint is a page of its own: let the browser fetch and show it as it would have without this script.
    if (response.redirected) location.assign(response.url);
    else form.submit();
  } catch {
    part('saved').textContent = 'The connection is lost. Nothing you entered is: try again when you are back online.';
  }
}

function bodyOf(form: HTMLFormElement): FormData | URLSearchParams {
  const fields = new FormData(form);
  if (form.enctype === 'multipart/form-data') return fields;
  return new URLSearchParams([...fields].map(([name, value]) => [name, String(value)]));
}
