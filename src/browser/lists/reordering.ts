import Sortable from 'sortablejs';
import htmx from 'htmx.org';

interface Reordered {
  list: string;
  /** What the server answers with takes this one's place. */
  target: string;
  /** Where an item is changed; its place is PUT to `position` below. */
  address: (item: HTMLElement) => string;
}

/** Ids of the lists that can be put in order. */
const lists = new Set<string>();

/** Items are dragged by their grip; the buttons beside it do the same for the keyboard. Doing it again changes nothing. */
export function makeSortable({ list: id, target, address }: Reordered): void {
  const list = document.getElementById(id);
  if (!list || Sortable.get(list)) return;
  lists.add(id);
  Sortable.create(list, {
    handle: '[data-grip]',
    animation: matchMedia('(prefers-reduced-motion: reduce)').matches ? 0 : 150,
    onEnd({ item, oldIndex, newIndex }) {
      if (oldIndex === newIndex) return;
      const token = document.querySelector<HTMLInputElement>('input[name="_csrf"]')?.value ?? '';
      void htmx.ajax('PUT', `${address(item)}/position`, {
        target,
        swap: 'outerHTML',
        values: { position: String(newIndex) },
        headers: { 'X-CSRF-Token': token },
      });
    },
  });
}

/** htmx hands styles on as attributes, which the policy forbids: what dragging left in a list goes first. */
document.addEventListener('htmx:before:swap', () => {
  for (const id of lists)
    for (const left of document.querySelectorAll(`#${id}[style], #${id} [style]`)) left.removeAttribute('style');
});
