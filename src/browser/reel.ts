import Sortable from 'sortablejs';
import htmx from 'htmx.org';
import { playQuotes } from './reel/preview.ts';

makeSortable();
playQuotes();

document.addEventListener('htmx:after:swap', () => {
  makeSortable();
  focusWhatMoved();
});

/** Cards that were added leave an empty form behind. Nothing else that happens meanwhile takes what is being written. */
document.addEventListener('htmx:after:request', (event) => {
  const form = event.target instanceof Element ? event.target.closest<HTMLFormElement>('form[data-empties]') : null;
  const { ctx } = (event as CustomEvent<{ ctx?: { response?: { status: number } } }>).detail;
  if (form && ctx?.response?.status === 200) form.reset();
});

/** Parts are reordered by their grip; the buttons beside it do the same for the keyboard. */
function makeSortable(): void {
  const list = document.getElementById('item-list');
  if (!list || Sortable.get(list)) return;
  Sortable.create(list, {
    handle: '[data-grip]',
    animation: matchMedia('(prefers-reduced-motion: reduce)').matches ? 0 : 150,
    onEnd({ item, oldIndex, newIndex }) {
      if (oldIndex === newIndex) return;
      const token = document.querySelector<HTMLInputElement>('input[name="_csrf"]')?.value ?? '';
      void htmx.ajax('PUT', `${item.dataset.item}/position`, {
        target: '#items',
        swap: 'outerHTML',
        values: { position: String(newIndex) },
        headers: { 'X-CSRF-Token': token },
      });
    },
  });
}

function focusWhatMoved(): void {
  const items = document.getElementById('items');
  const id = items?.dataset.focus;
  if (!items || !id) return;
  delete items.dataset.focus;
  // What stands elsewhere on the page is put there a moment later.
  requestAnimationFrame(() => {
    const target = document.getElementById(id);
    target?.scrollIntoView({ block: 'nearest' });
    target?.focus();
  });
}
