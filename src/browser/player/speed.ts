import { recall, remember } from './memory.ts';

const storageKey = 'reelay-speed';
const speeds = [0.75, 1, 1.25, 1.5, 1.75, 2, 2.25, 2.5];

/** Plays at the speed chosen last, here or at another clip, however it was changed. */
export function rememberSpeed(player: HTMLElement, media: HTMLMediaElement): void {
  const choice = player.querySelector<HTMLSelectElement>('[data-speed]');
  choice?.addEventListener('change', () => (media.playbackRate = Number(choice.value)));
  media.addEventListener('play', () => (media.playbackRate = remembered()));
  media.addEventListener('ratechange', () => {
    remember(storageKey, String(media.playbackRate));
    if (choice) choice.value = String(media.playbackRate);
  });
  // A source that is loaded anew starts at the default.
  media.defaultPlaybackRate = remembered();
  media.playbackRate = remembered();
}

/** One step slower (-1) or faster (1). */
export function changeSpeed(media: HTMLMediaElement, step: -1 | 1): void {
  const nearest = speeds.findIndex((speed) => speed >= media.playbackRate);
  media.playbackRate = speeds[Math.min(speeds.length - 1, Math.max(0, nearest + step))] ?? 1;
}

function remembered(): number {
  const speed = Number(recall(storageKey));
  return speed >= 0.75 && speed <= 2.5 ? speed : 1;
}
