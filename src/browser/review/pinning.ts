import { tell } from './quote.ts';
import { selectedWords } from './selected.ts';

/** Pins the words that are selected; a phrase has a button of its own, which needs no script. */
export function pinQuotes(): void {
  const form = document.querySelector<HTMLFormElement>('[data-pinning]');
  const button = document.querySelector<HTMLElement>('[data-pins-selection]');
  if (!form || !button) return;
  button.addEventListener('click', () => {
    const selected = selectedWords();
    if (!selected) return;
    const { answer, from, to, words } = selected;
    for (const [name, value] of Object.entries({ answer, from, to, text: words })) {
      const field = form.elements.namedItem(name);
      if (field instanceof HTMLInputElement) field.value = String(value);
    }
    form.requestSubmit();
    getSelection()?.removeAllRanges();
  });
  form.addEventListener('htmx:after:swap', (event) => {
    const { ctx } = (event as CustomEvent<{ ctx: { response?: { status: number } } }>).detail;
    if (ctx.response?.status === 200) tell('Quote pinned');
  });
}
