// Whoever pressed Enter in the box beside every page goes on by keyboard; on a touch screen its keys would cover the finds.
if (document.activeElement === document.body && matchMedia('(pointer: fine)').matches) {
  document.querySelector<HTMLInputElement>('[data-seek]')?.focus({ preventScroll: true });
}

/**
 * From the box into what was found and back by keyboard: the arrows go from one find to the next, Enter opens it as any
 * link, Escape goes back to the box.
 */
document.addEventListener('keydown', (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey || !(event.target instanceof Element)) return;
  const box = document.querySelector<HTMLInputElement>('[data-seek]');
  const finds = [...document.querySelectorAll<HTMLElement>('#found h3 a')];
  const here = finds.findIndex((find) => find.closest('li')?.contains(event.target as Element));
  if (!box || (event.target !== box && here < 0)) return;
  const next = { ArrowDown: here + 1, ArrowUp: here - 1, Escape: -1 }[event.key];
  // In the box, Escape empties it, as in any field for searching.
  if (next === undefined || (here < 0 && event.key !== 'ArrowDown')) return;
  event.preventDefault();
  const goal = next < 0 ? box : finds[Math.min(next, finds.length - 1)];
  goal?.focus();
  // Who comes back adds to what is written, or changes its end.
  if (goal === box) box.setSelectionRange(box.value.length, box.value.length);
  (goal?.closest('li') ?? goal)?.scrollIntoView({ block: 'nearest' });
});
