/** A player is not replaced by its better rendition while somebody watches it; the next refresh will. */
export function leaveWatchedPlayersAlone(): void {
  document.addEventListener('htmx:before:request', (event) => {
    const fragment = event.target instanceof Element ? event.target.closest('[data-refreshes-media]') : null;
    const media = fragment?.querySelector<HTMLMediaElement>('video, audio');
    if (media && (!media.paused || media.currentTime > 0) && !media.ended) event.preventDefault();
  });
}
