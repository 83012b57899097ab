import { placeOver } from './drawings.ts';

/** The button under the film comes over its picture once it has ended, and goes when it is played again. */
export function showActionAtEnd(player: HTMLElement, film: HTMLVideoElement, action: HTMLElement): void {
  const place = document.createElement('div');
  place.className = 'at-end';
  place.setAttribute('noautohide', '');
  place.hidden = true;
  const button = action.cloneNode(true) as HTMLElement;
  // It is laid over the film itself, and over nothing else.
  delete button.dataset.film;
  place.append(button);
  placeOver(player, place);
  film.addEventListener('ended', () => (place.hidden = false));
  for (const name of ['play', 'seeking']) film.addEventListener(name, () => (place.hidden = true));
}
