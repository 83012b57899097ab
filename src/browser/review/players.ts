/** The answers on the page, in their order; each region holds a player and a transcript. */
export function answers(): HTMLElement[] {
  return [...document.querySelectorAll<HTMLElement>('[data-answer]')];
}

export function playerIn(answer: Element | null | undefined): HTMLMediaElement | undefined {
  return answer?.querySelector<HTMLMediaElement>('video, audio') ?? undefined;
}

export function answerOf(element: EventTarget | null): HTMLElement | undefined {
  return element instanceof Element ? (element.closest<HTMLElement>('[data-answer]') ?? undefined) : undefined;
}

let latest: HTMLMediaElement | undefined;

/** What the keys act on: the one played last, else the first on the page. */
export function currentPlayer(): HTMLMediaElement | undefined {
  if (latest?.isConnected) return latest;
  return answers()
    .map((answer) => playerIn(answer))
    .find((player) => player !== undefined);
}

/** Starting one answer stops the others. Media events do not bubble, so they are caught on their way down. */
export function onePlaysAtATime(): void {
  const played = (event: Event) => {
    if (!(event.target instanceof HTMLMediaElement)) return;
    latest = event.target;
    for (const other of document.querySelectorAll<HTMLMediaElement>('video, audio')) {
      if (other !== latest) other.pause();
    }
  };
  document.addEventListener('play', played, { capture: true });
}

/** Goes to a moment, in seconds, and plays from there. */
export function playFrom(player: HTMLMediaElement, seconds: number): void {
  const go = () => {
    player.currentTime = seconds;
    void player.play();
  };
  if (player.readyState >= HTMLMediaElement.HAVE_METADATA) return go();
  player.addEventListener('loadedmetadata', go, { once: true });
  player.load();
}
