import { standAt } from '../player/playing.ts';

/** A press on an entry goes to its moment; entries whose moment it is are lit. */
export function followList(list: HTMLElement, film: HTMLVideoElement): void {
  list.addEventListener('click', (event) => {
    const entry = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-at]') : null;
    if (!entry || !film.isConnected) return;
    event.preventDefault();
    film.scrollIntoView({ block: 'nearest' });
    void standAt(film, Number(entry.dataset.at));
  });
  film.addEventListener('timeupdate', () => {
    for (const entry of list.querySelectorAll<HTMLElement>('[data-at]')) {
      const { at, until } = entry.dataset;
      const isNow = Number(at) <= film.currentTime && film.currentTime < Number(until);
      if (isNow) entry.setAttribute('aria-current', 'true');
      else entry.removeAttribute('aria-current');
    }
  });
}
