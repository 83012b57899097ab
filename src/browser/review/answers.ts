/** The answers on the page, in their order; each region holds what was given and, if it was recorded, a player and a transcript. */
export function answers(): HTMLElement[] {
  return [...document.querySelectorAll<HTMLElement>('[data-answer]')];
}

export function playerIn(answer: Element | null | undefined): HTMLMediaElement | undefined {
  return answer?.querySelector<HTMLMediaElement>('video, audio') ?? undefined;
}

export function answerOf(element: EventTarget | null): HTMLElement | undefined {
  return element instanceof Element ? (element.closest<HTMLElement>('[data-answer]') ?? undefined) : undefined;
}
