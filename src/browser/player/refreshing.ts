interface Answered {
  ctx?: { text?: string };
}

/**
 * A fragment with a player asks for itself while a rendition is being made. What it gets replaces the player only when
 * that changes something, and never while somebody watches: the next refresh will.
 */
export function leaveWatchedPlayersAlone(): void {
  document.addEventListener('htmx:before:request', (event) => {
    const fragment = fragmentOf(event);
    const media = fragment?.querySelector<HTMLMediaElement>('video, audio');
    if (!fragment || !media || (media.paused && media.currentTime === 0) || media.ended) return;
    event.preventDefault();
    // It would go on saying how far things were then, to somebody for whom it plays.
    statusIn(fragment)?.remove();
  });
  document.addEventListener('htmx:after:request', (event) => {
    const fragment = fragmentOf(event);
    const { text = '' } = (event as CustomEvent<Answered>).detail.ctx ?? {};
    const fresh = new DOMParser().parseFromString(text, 'text/html').querySelector('[data-refreshes-media]');
    if (!fragment || !hasPlayer(fragment) || !fresh || !hasPlayer(fresh)) return;
    event.preventDefault();
    const [before, now] = [statusIn(fragment), statusIn(fresh)];
    if (before && now) before.textContent = now.textContent;
  });
}

function fragmentOf({ target }: Event): Element | null {
  return target instanceof Element ? target.closest('[data-refreshes-media]') : null;
}

function statusIn(part: Element): Element | null {
  return part.querySelector(':scope > [role="status"]');
}

function hasPlayer(part: Element): boolean {
  return part.querySelector('video, audio') !== null;
}
