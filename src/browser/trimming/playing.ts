import type { Edit } from './edit.ts';
import { moment } from './timing.ts';

/** Plays what is left: what is cut is jumped over. */
export function playWhatIsLeft(media: HTMLMediaElement, place: HTMLElement, edit: Edit): void {
  const [button, clock, head] = [
    place.querySelector<HTMLElement>('[data-plays]')!,
    place.querySelector<HTMLElement>('[data-clock]')!,
    place.querySelector<HTMLElement>('[data-head]')!,
  ];
  button.addEventListener('click', () => {
    if (media.paused) void media.play();
    else media.pause();
  });
  const show = () => {
    clock.textContent = `${moment(media.currentTime)} of ${moment(edit.seconds)}`;
    head.style.insetInlineStart = `${Math.min(1, media.currentTime / edit.seconds) * 100}%`;
  };
  const jump = () => {
    show();
    if (media.paused) return;
    const now = media.currentTime;
    const cut = edit.cuts.find(([start, end]) => now >= start && now < end - 0.01);
    if (!cut) return;
    if (cut[1] >= edit.seconds) media.pause();
    media.currentTime = cut[1];
  };
  for (const name of ['play', 'pause']) {
    media.addEventListener(name, () => {
      const text = button.querySelector('span');
      if (text) text.textContent = media.paused ? 'Play what is left' : 'Pause';
      if (!media.paused) follow();
    });
  }
  // More often than `timeupdate` comes: a quarter of a second of what was cut would be heard.
  const follow = () => {
    jump();
    if (!media.paused) requestAnimationFrame(follow);
  };
  for (const name of ['timeupdate', 'seeked']) media.addEventListener(name, jump);
  show();
}
