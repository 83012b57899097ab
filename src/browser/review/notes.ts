import { clock } from '../player/clock.ts';
import { currentPlayer, playFrom } from '../player/playing.ts';
import { answerOf, playerIn } from './answers.ts';

/** A note keeps the answer and the moment at which it was begun; its link goes back there. */
export function keepNotesAtTheMoment(): void {
  const form = document.querySelector<HTMLFormElement>('[data-note]');
  const text = form?.querySelector<HTMLInputElement>('[name="text"]');
  if (!form || !text) return;

  const mark = () => {
    const player = currentPlayer();
    const about = player && player.currentTime > 0 ? answerOf(player)?.dataset.answer : undefined;
    setField(form, 'answerId', about ?? '');
    setField(form, 'atSeconds', about && player ? player.currentTime.toFixed(1) : '');
    const label = form.querySelector('[data-note-at]');
    if (label) label.textContent = about && player ? ` at ${clock(player.currentTime)}` : '';
  };
  const markUnlessBegun = (event: Event) => {
    if (event.target instanceof HTMLMediaElement && text.value === '') mark();
  };
  document.addEventListener('timeupdate', markUnlessBegun, { capture: true });
  document.addEventListener('htmx:after:request', (event) => {
    if (event.target !== form) return;
    form.reset();
    mark();
  });
  document.addEventListener('click', goToMoment);
}

function setField(form: HTMLFormElement, name: string, value: string): void {
  const field = form.elements.namedItem(name);
  if (field instanceof HTMLInputElement) field.value = value;
}

function goToMoment(event: MouseEvent): void {
  const link = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-goes-to]') : null;
  const answer = link && document.querySelector<HTMLElement>(`[data-answer="${link.dataset.goesTo}"]`);
  const player = playerIn(answer);
  if (!link || !answer || !player) return;
  event.preventDefault();
  answer.scrollIntoView({ block: 'start' });
  void playFrom(player, Number(link.dataset.at));
}
