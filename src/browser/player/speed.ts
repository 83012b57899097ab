const storageKey = 'reelay-speed';

/** Plays at the speed chosen last, here or at another clip, however it was changed. */
export function rememberSpeed(player: HTMLElement, media: HTMLMediaElement): void {
  const choice = player.querySelector<HTMLSelectElement>('[data-speed]');
  choice?.addEventListener('change', () => (media.playbackRate = Number(choice.value)));
  media.addEventListener('play', () => (media.playbackRate = remembered()));
  media.addEventListener('ratechange', () => {
    localStorage.setItem(storageKey, String(media.playbackRate));
    if (choice) choice.value = String(media.playbackRate);
  });
  // A source that is loaded anew starts at the default.
  media.defaultPlaybackRate = remembered();
  media.playbackRate = remembered();
}

function remembered(): number {
  const speed = Number(localStorage.getItem(storageKey));
  return speed >= 0.75 && speed <= 2.5 ? speed : 1;
}
