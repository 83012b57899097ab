import { recall, remember } from '../player/memory.ts';

const key = 'feelings';

/** Shows how each phrase is meant beside the transcripts, or hides it, as this browser was told last. */
export function showFeelings(): void {
  show(recall(key) !== 'hidden');
  document.addEventListener('click', ({ target }) => {
    const button = target instanceof Element ? target.closest('[data-feelings]') : null;
    if (!button) return;
    const isShown = button.getAttribute('aria-pressed') !== 'true';
    remember(key, isShown ? 'shown' : 'hidden');
    show(isShown);
  });
  document.addEventListener('htmx:after:swap', () => show(recall(key) !== 'hidden'));
}

function show(isShown: boolean): void {
  document.documentElement.toggleAttribute('data-no-feelings', !isShown);
  for (const button of document.querySelectorAll('[data-feelings]'))
    button.setAttribute('aria-pressed', String(isShown));
}
