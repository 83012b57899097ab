import { clock } from './clock.ts';

/** Fields for a moment follow the player, until somebody writes into them. */
export function followNow(): void {
  const follow = ({ target }: Event) => {
    if (!(target instanceof HTMLMediaElement)) return;
    for (const field of document.querySelectorAll<HTMLInputElement>('input[data-now]')) {
      if (field !== document.activeElement && field.dataset.now !== 'written') field.value = clock(target.currentTime);
    }
  };
  for (const name of ['timeupdate', 'seeked']) document.addEventListener(name, follow, { capture: true });
  document.addEventListener('input', ({ target }) => {
    if (target instanceof HTMLInputElement && target.matches('[data-now]')) target.dataset.now = 'written';
  });
}
