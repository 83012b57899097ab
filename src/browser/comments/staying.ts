/** The keyboard goes on at the same thread when what was pressed is gone with what it stood in. */
export function stayAtThread(element: HTMLElement): void {
  let thread = '';
  document.addEventListener('htmx:before:swap', () => {
    thread = document.activeElement?.closest('#threads > li')?.id ?? '';
  });
  document.addEventListener('htmx:after:swap', () => {
    if (thread === '' || document.activeElement !== document.body) return;
    element.querySelector<HTMLElement>(`#${thread} > .answering > summary`)?.focus();
  });
}

/** "Leave it" closes what was opened to change a comment; without script it leads back to the page. */
export function leaveEdits(element: HTMLElement): void {
  element.addEventListener('click', (event) => {
    const link = event.target instanceof Element ? event.target.closest('[data-leaves-edit]') : null;
    const form = link?.closest('form');
    if (!form) return;
    event.preventDefault();
    const opener = form.closest('.body')?.querySelector<HTMLElement>('[hx-get$="/edit"]');
    form.remove();
    opener?.focus();
  });
}
