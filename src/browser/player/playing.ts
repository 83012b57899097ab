const players = '[data-player] :is(video, audio)';

let latest: HTMLMediaElement | undefined;

/** What the keys act on: the one played last, else the first on the page. */
export function currentPlayer(): HTMLMediaElement | undefined {
  if (latest?.isConnected) return latest;
  return document.querySelector<HTMLMediaElement>(players) ?? undefined;
}

export function makeCurrent(player: HTMLMediaElement): void {
  latest = player;
}

/** Starting one player stops the others. Media events do not bubble, so they are caught on their way down. */
export function onePlaysAtATime(): void {
  const played = ({ target }: Event) => {
    if (!(target instanceof HTMLMediaElement) || !target.matches(players)) return;
    latest = target;
    for (const other of document.querySelectorAll<HTMLMediaElement>(players)) {
      if (other !== target) other.pause();
    }
  };
  document.addEventListener('play', played, { capture: true });
}

/** Goes to a moment, in seconds, as soon as the player knows how long it is. */
export function standAt(player: HTMLMediaElement, seconds: number): Promise<void> {
  return new Promise((stands) => {
    const go = () => {
      player.currentTime = seconds;
      stands();
    };
    if (player.readyState >= HTMLMediaElement.HAVE_METADATA) return go();
    player.addEventListener('loadedmetadata', go, { once: true });
    player.load();
  });
}

/** Goes to a moment, in seconds, and plays from there. */
export async function playFrom(player: HTMLMediaElement, seconds: number): Promise<void> {
  await standAt(player, seconds);
  await player.play();
}

/** Plays from one moment to another, in seconds, and pauses there; whoever goes elsewhere meanwhile is not stopped. */
export async function playStretch(player: HTMLMediaElement, start: number, end: number): Promise<void> {
  await standAt(player, start);
  const heard = new AbortController();
  const pauseAtEnd = () => {
    if (player.currentTime < end) return;
    heard.abort();
    if (player.currentTime < end + 1) player.pause();
  };
  player.addEventListener('timeupdate', pauseAtEnd, { signal: heard.signal });
  // Where the page may not play by itself, its button does.
  await player.play().catch(() => undefined);
}
