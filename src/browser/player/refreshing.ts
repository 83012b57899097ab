interface Answered {
  ctx?: { text?: string };
}

/**
 * A fragment with a player asks for itself while a rendition is being made. What it gets replaces the player only when
 * that changes something, and never while somebody watches: the next refresh will.
 */
export function leaveWatchedPlayersAlone(): void {
  document.addEventListener('htmx:before:request', (event) => {
    const media = fragmentOf(event)?.querySelector<HTMLMediaElement>('video, audio');
    if (media && (!media.paused || media.currentTime > 0) && !media.ended) event.preventDefault();
  });
  document.addEventListener('htmx:after:request', (event) => {
    const fragment = fragmentOf(event);
    const { text = '' } = (event as CustomEvent<Answered>).detail.ctx ?? {};
    const fresh = new DOMParser().parseFromString(text, 'text/html').querySelector('[data-refreshes-media]');
    if (!fragment || !hasPlayer(fragment) || !fresh || !hasPlayer(fresh)) return;
    event.preventDefault();
    const [before, now] = [fragment, fresh].map((part) => part.querySelector(':scope > [role="status"]'));
    if (before && now) before.textContent = now.textContent;
  });
}

function fragmentOf({ target }: Event): Element | null {
  return target instanceof Element ? target.closest('[data-refreshes-media]') : null;
}

function hasPlayer(part: Element): boolean {
  return part.querySelector('video, audio') !== null;
}
