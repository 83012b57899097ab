import { playFrom } from '../player/playing.ts';
import { answerOf, playerIn } from './answers.ts';

/** A click on a phrase goes there; the phrase being spoken is lit. */
export function followTranscripts(): void {
  document.addEventListener('click', (event) => {
    const phrase = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-start]') : null;
    const player = playerIn(answerOf(phrase));
    if (!phrase || !player) return;
    event.preventDefault();
    // Words were selected, not a phrase pressed.
    if (!getSelection()?.isCollapsed) return;
    void playFrom(player, Number(phrase.dataset.start));
  });
  const light = (event: Event) => {
    if (event.target instanceof HTMLMediaElement) lightPhrase(event.target);
  };
  for (const name of ['timeupdate', 'seeked']) document.addEventListener(name, light, { capture: true });
}

function lightPhrase(player: HTMLMediaElement): void {
  const answer = answerOf(player);
  const phrases = [...(answer?.querySelectorAll<HTMLElement>('[data-start]') ?? [])].filter(
    (phrase) => answerOf(phrase) === answer,
  );
  const now = player.currentTime;
  const spoken = phrases.findLast(({ dataset }) => Number(dataset.start) <= now && now < Number(dataset.end) + 0.5);
  for (const phrase of phrases) {
    if (phrase !== spoken) phrase.removeAttribute('aria-current');
  }
  if (spoken?.getAttribute('aria-current')) return;
  spoken?.setAttribute('aria-current', 'true');
  if (spoken) keepInView(spoken);
}

/** Scrolls the transcript's own box, never the page. */
function keepInView(phrase: HTMLElement): void {
  const box = phrase.closest<HTMLElement>('.words');
  if (!box || box.scrollHeight <= box.clientHeight) return;
  const above = phrase.getBoundingClientRect().top - box.getBoundingClientRect().top;
  if (above < 0 || above > box.clientHeight - phrase.offsetHeight) box.scrollTop += above - box.clientHeight / 3;
}
