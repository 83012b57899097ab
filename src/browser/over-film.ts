import { showActionAtEnd } from './over-film/action.ts';
import { drawOver } from './over-film/drawings.ts';
import { followList } from './over-film/list.ts';

/** What lies over a message's film: its annotations at their moments, and at its end its button. */
function start(): void {
  for (const part of document.querySelectorAll<HTMLElement>('[data-film]')) {
    const player = document.getElementById(part.dataset.film ?? '');
    const film = player?.querySelector('video');
    if (!player || !film || begun.get(part) === film) continue;
    begun.set(part, film);
    if (part.matches('[data-action]')) showActionAtEnd(player, film, part);
    if (part.dataset.annotations === undefined) continue;
    followList(part, film);
    void drawOver(player, film, part.dataset.annotations);
  }
}

/** Which film each of them lies over already. */
const begun = new WeakMap<HTMLElement, HTMLVideoElement>();

start();
// While it is prepared, the player is replaced now and then.
document.addEventListener('htmx:after:swap', start);
