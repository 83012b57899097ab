/** Lists of people to choose from can be narrowed by name; who is chosen stays in sight. Also in lists that come later. */
export function narrowPicks(): void {
  offerSearch(document);
  document.addEventListener('htmx:after:swap', () => offerSearch(document));
  document.addEventListener('input', ({ target }) => {
    const field = target instanceof HTMLInputElement ? target : undefined;
    const list = field?.closest('[data-picks-search]')?.closest<HTMLElement>('[data-picks]');
    if (field && list) narrow(list, field.value);
  });
}

/** Without script there is nothing to search with. */
function offerSearch(root: ParentNode): void {
  for (const field of root.querySelectorAll<HTMLElement>('[data-picks-search]')) field.hidden = false;
}

function narrow(list: HTMLElement, words: string): void {
  const wanted = plain(words.trim());
  let found = 0;
  for (const choice of list.querySelectorAll<HTMLElement>('.choice')) {
    const isChosen = choice.querySelector<HTMLInputElement>('input')?.checked ?? false;
    const fits = plain(choice.textContent ?? '').includes(wanted);
    choice.hidden = !fits && !isChosen;
    if (!choice.hidden) found += 1;
  }
  const none = list.querySelector<HTMLElement>('[data-picks-none]');
  if (none) none.hidden = found > 0;
}

/** As people type names: without accents and capitals. */
function plain(text: string): string {
  return text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase();
}
