import type { DrawnOver } from '../wire.ts';
import { elementOf, svg } from './elements.ts';
import { onEveryFrame } from './frames.ts';

/** Lays what is drawn over a film, each at its moment; also in full screen, for it is within the player. */
export async function drawOver(player: HTMLElement, film: HTMLVideoElement, address: string): Promise<void> {
  const answer = await fetch(address, { headers: { Accept: 'application/json' } });
  // Without the drawings it is still a film with a list of them.
  if (!answer.ok) return;
  const { width, height, drawings } = (await answer.json()) as DrawnOver;
  if (drawings.length === 0) return;
  const layer = svg('svg', { class: 'annotations', viewBox: `0 0 ${width} ${height}`, 'aria-hidden': 'true' });
  // media-chrome hides what is in the player while nobody moves.
  layer.setAttribute('noautohide', '');
  const elements = drawings.map(({ id, start, end, shape }) => ({ id, start, end, element: elementOf(shape) }));
  placeOver(player, layer);
  onEveryFrame(film, (now) => {
    const shown = elements.filter(({ start, end }) => start <= now && now < end).map(({ element }) => element);
    if (shown.length !== layer.children.length || shown.some((element, index) => layer.children[index] !== element))
      layer.replaceChildren(...shown);
  });
}

/** Within what keeps the picture's place, wherever that goes. */
export function placeOver(player: HTMLElement, element: Element): void {
  (player.querySelector('media-controller') ?? player).append(element);
}
