import { recall, remember } from '../player/memory.ts';

const key = 'feelings';

/** Shows how each phrase is meant beside the transcripts, or hides it, as this browser was told last. */
export function showFeelings(): void {
  show(recall(key) !== 'hidden');
  document.addEventListener('click', ({ target }) => {
    const button = target instanceof Element ? target.closest('[data-feelings]') : null;
    if (!button) return;
    const isShown = recall(key) === 'hidden';
    remember(key, isShown ? 'shown' : 'hidden');
    show(isShown);
  });
}

function show(isShown: boolean): void {
  document.documentElement.toggleAttribute('data-no-feelings', !isShown);
}
