import { clock } from '../player/clock.ts';
import { floatUp } from './floating.ts';
import { playerOf, type Discussion } from './place.ts';

/**
 * A comment is about the moment where the player stood when it was begun, unless somebody unticks that; a reaction about
 * the moment of the click.
 */
export function keepMomentChoice(discussion: Discussion): void {
  const { element } = discussion;
  const mark = () => markMoment(element, playerOf(discussion)?.currentTime ?? 0);
  const markUnlessBegun = ({ target }: Event) => {
    if (target === playerOf(discussion) && textOf(element)?.value === '') mark();
  };
  for (const name of ['timeupdate', 'seeked']) document.addEventListener(name, markUnlessBegun, { capture: true });
  // Before htmx reads the form.
  document.addEventListener('submit', (event) => react(discussion, event), { capture: true });
  document.addEventListener('htmx:after:request', (event) => {
    const form = event.target;
    if (!(form instanceof HTMLFormElement) || !form.matches('[data-comment-form]') || !hasWorked(event)) return;
    forgetName(element, form);
    form.reset();
    mark();
  });
}

/** The moment that is chosen for what is being written, in seconds; undefined for none. */
export function chosenMoment(element: HTMLElement): number | undefined {
  const box = element.querySelector<HTMLInputElement>('#form-new [name="at"]');
  return box?.checked && box.value ? Number(box.value) : undefined;
}

/** What a guest has typed as their name. */
export function typedName(element: HTMLElement): string | undefined {
  return element.querySelector<HTMLInputElement>('#form-new [name="name"]')?.value || undefined;
}

function textOf(element: HTMLElement): HTMLTextAreaElement | null {
  return element.querySelector('#form-new textarea');
}

function markMoment(element: HTMLElement, seconds: number): void {
  const choice = element.querySelector<HTMLElement>('[data-moment-choice]');
  const box = choice?.querySelector('input');
  if (!choice || !box) return;
  if (box.disabled) Object.assign(box, { disabled: false, checked: true, defaultChecked: true });
  choice.hidden = seconds <= 0;
  box.value = seconds > 0 ? seconds.toFixed(1) : '';
  choice.querySelector('[data-time]')?.replaceChildren(clock(seconds));
}

function react(discussion: Discussion, { target: form, submitter }: SubmitEvent): void {
  if (!(form instanceof HTMLFormElement) || !form.matches('[data-reaction-form]')) return;
  const [field, player] = [form.elements.namedItem('at'), playerOf(discussion)];
  if (field instanceof HTMLInputElement)
    field.value = player && player.currentTime > 0 ? player.currentTime.toFixed(1) : '';
  if (submitter instanceof HTMLButtonElement) floatUp(discussion, submitter.value);
}

interface Answered {
  ctx?: { response?: { status: number } };
}

export function hasWorked(event: Event): boolean {
  const { ctx } = (event as CustomEvent<Answered>).detail;
  return (ctx?.response?.status ?? 0) === 200;
}

/** The server knows it now. */
function forgetName(element: HTMLElement, form: HTMLFormElement): void {
  if (!form.querySelector('[name="name"]')) return;
  for (const field of element.querySelectorAll('[name="name"]')) field.closest('.field')?.remove();
}
