import { clock } from '../player/clock.ts';
import { chapters } from './chapters.ts';
import { WholeResponse } from './whole.ts';

/** "Play the whole response", the buttons beside it, and the list of chapters. */
export function offerWholeResponse(): void {
  const bar = document.querySelector<HTMLElement>('[data-whole]');
  if (!bar) return;
  const linked = chapters().findIndex(({ answer }) => answer.querySelector('[data-at]'));
  const whole = new WholeResponse((changed) => show(bar, changed), linked === -1 ? undefined : linked);
  bar.querySelector('[data-whole-plays]')?.addEventListener('click', () => (whole.isOn ? whole.pause() : whole.play()));
  for (const button of bar.querySelectorAll<HTMLElement>('[data-whole-step]')) {
    button.addEventListener('click', () => whole.step(Number(button.dataset.wholeStep)));
  }
  document.addEventListener('click', (event) => {
    const link = event.target instanceof Element ? event.target.closest('[data-chapter]') : null;
    if (!link || !whole.isOn) return;
    event.preventDefault();
    whole.go(chapters().findIndex((chapter) => chapter.link === link));
  });
}

function show(bar: HTMLElement, { isOn, isBegun, at }: WholeResponse): void {
  bar.toggleAttribute('data-on', isOn);
  bar.toggleAttribute('data-begun', isBegun);
  const all = chapters();
  all.forEach(({ answer, link, player, seconds }, index) => {
    const isHere = isBegun && index === at;
    mark(link, isHere);
    answer.toggleAttribute('data-shown', isHere && isOn && !player);
    const progress = link.querySelector('progress');
    if (progress) progress.value = isBegun && index < at ? 1 : isHere && player ? player.currentTime / seconds : 0;
  });
  const told = bar.querySelector('[data-whole-told]');
  if (told) told.textContent = isBegun ? placeIn(all, at) : '';
}

/** The list scrolls sideways where it is longer than the screen is wide; the page stays where it is. */
function mark(link: HTMLElement, isHere: boolean): void {
  if (link.hasAttribute('aria-current') === isHere) return;
  if (!isHere) return link.removeAttribute('aria-current');
  link.setAttribute('aria-current', 'true');
  const list = link.closest('ol');
  if (list) list.scrollLeft = link.offsetLeft - list.clientWidth / 4;
}

/** "2 of 4 · 1:10 of 3:42". */
function placeIn(all: ReturnType<typeof chapters>, at: number): string {
  const lengths = all.map(({ seconds }) => seconds);
  const sum = (some: number[]) => some.reduce((total, each) => total + each, 0);
  const passed = sum(lengths.slice(0, at)) + (all[at]?.player?.currentTime ?? 0);
  return `${at + 1} of ${all.length} · ${clock(passed)} of ${clock(sum(lengths))}`;
}
