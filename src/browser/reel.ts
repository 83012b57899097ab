import { playQuotes } from './reel/preview.ts';
import { makeSortable } from './lists/reordering.ts';

const order = { list: 'item-list', target: '#items', address: (item: HTMLElement) => item.dataset.item ?? '' };

makeSortable(order);
playQuotes();

document.addEventListener('htmx:after:swap', () => {
  makeSortable(order);
  focusWhatMoved();
});

/** Cards that were added leave an empty form behind. Nothing else that happens meanwhile takes what is being written. */
document.addEventListener('htmx:after:request', (event) => {
  const form = event.target instanceof Element ? event.target.closest<HTMLFormElement>('form[data-empties]') : null;
  const { ctx } = (event as CustomEvent<{ ctx?: { response?: { status: number } } }>).detail;
  if (form && ctx?.response?.status === 200) form.reset();
});

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
