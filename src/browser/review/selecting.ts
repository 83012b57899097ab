/** Lets words of a transcript be selected by dragging: Chromium begins no selection in a link, so a pressed phrase is none until it is let go. */
export function selectInPhrases(): void {
  document.addEventListener('pointerdown', (event) => {
    const { target, button, pointerType, ctrlKey, metaKey, shiftKey } = event;
    // A link that is opened elsewhere stays one; fingers select without dragging.
    if (button !== 0 || pointerType !== 'mouse' || ctrlKey || metaKey || shiftKey || !(target instanceof Element))
      return;
    const phrase = target.closest<HTMLAnchorElement>('.transcript [data-start][href]');
    const href = phrase?.getAttribute('href');
    if (!phrase || !href) return;
    phrase.removeAttribute('href');
    const letGo = new AbortController();
    for (const end of ['pointerup', 'pointercancel']) {
      const restore = () => {
        phrase.setAttribute('href', href);
        letGo.abort();
      };
      document.addEventListener(end, restore, { capture: true, signal: letGo.signal });
    }
  });
}
