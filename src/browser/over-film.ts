import { showActionAtEnd } from './over-film/action.ts';
import { drawOver } from './over-film/drawings.ts';
import { followList } from './over-film/list.ts';

/** What lies over a message's film: its annotations at their moments, and at its end its button. */
function start(): void {
  for (const player of document.querySelectorAll<HTMLElement>('[data-player]:not([data-overlaid])')) {
    const film = player.querySelector('video');
    if (!film) continue;
    player.dataset.overlaid = '';
    const list = document.querySelector<HTMLElement>('[data-annotations]');
    if (list) {
      followList(list, film);
      void drawOver(player, film, list.dataset.annotations ?? '');
    }
    const action = document.querySelector<HTMLElement>('[data-action]');
    if (action) showActionAtEnd(player, film, action);
  }
}

start();
// While it is prepared, the player is replaced now and then.
document.addEventListener('htmx:after:swap', start);
