import { clock } from '../player/clock.ts';
import { inOrder, stepNumbers, type Annotation } from '../wire/annotation.ts';
import type { Board } from './board.ts';
import { titleOf, type Mark } from './mark.ts';
import type { Moments } from './moments.ts';

/** All that is drawn, by its moments: a press goes there and chooses it. Entries are copies of a template. */
export function listMarks(place: HTMLElement, board: Board, moments: Moments): void {
  const template = place.querySelector('template')!;
  const list = place.querySelector('ol')!;
  let shown = '';
  const show = () => {
    const numbers = stepNumbers(board.marks.filter((mark): mark is Annotation => mark.kind !== 'redact'));
    const entries = inOrder(board.marks).map((mark) => ({ mark, title: titleOf(mark, numbers.get(mark.id)) }));
    place.querySelector<HTMLElement>('[data-none]')!.hidden = entries.length > 0;
    const key = JSON.stringify([board.chosen, entries.map(({ mark, title }) => [mark.id, title, mark.span.start])]);
    if (key === shown) return;
    shown = key;
    const focused = (document.activeElement as HTMLElement | null)?.closest<HTMLElement>('[data-entry]')?.dataset.entry;
    list.replaceChildren(...entries.map(({ mark, title }) => entryOf(template, mark, title, mark.id === board.chosen)));
    list.querySelector<HTMLElement>(`[data-entry="${focused}"] [data-goes]`)?.focus({ preventScroll: true });
  };
  list.addEventListener('click', ({ target }) => {
    const button = target instanceof Element ? target.closest('button') : null;
    const mark = board.find(button?.closest<HTMLElement>('[data-entry]')?.dataset.entry);
    if (!button || !mark) return;
    if (button.matches('[data-deletes]')) return board.remove(mark.id);
    moments.pause();
    moments.go(mark.span.start);
    board.choose(mark.id);
  });
  board.onChange(show);
  show();
}

function entryOf(template: HTMLTemplateElement, mark: Mark, title: string, isChosen: boolean): HTMLElement {
  const entry = (template.content.cloneNode(true) as DocumentFragment).querySelector<HTMLElement>('li')!;
  entry.dataset.entry = mark.id;
  entry.querySelector('time')!.textContent = clock(mark.span.start);
  entry.querySelector('[data-title]')!.textContent = title;
  for (const icon of entry.querySelectorAll<HTMLElement>('[data-of]')) icon.hidden = icon.dataset.of !== mark.kind;
  const [goes, deletes] = [entry.querySelector('[data-goes]')!, entry.querySelector('[data-deletes]')!];
  if (isChosen) goes.setAttribute('aria-current', 'true');
  deletes.setAttribute('aria-label', `Delete ${title} at ${clock(mark.span.start)}`);
  return entry;
}
