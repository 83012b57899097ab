/** Plays a quote where it was said, in one player for all of them; without it, the link leads to the answer. */
export function playQuotes(): void {
  document.addEventListener('click', (event) => {
    const link = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-plays]') : null;
    const dialog = document.querySelector<HTMLDialogElement>('#preview');
    const player = dialog?.querySelector('video');
    if (!link || !dialog || !player) return;
    event.preventDefault();
    play(dialog, player, link);
  });
}

function play(dialog: HTMLDialogElement, player: HTMLVideoElement, link: HTMLElement): void {
  const { plays, from, to } = link.dataset;
  dialog.querySelector('[data-words]')?.replaceChildren(wordsBeside(link));
  player.src = `${plays}#t=${from},${to}`;
  dialog.showModal();
  // Where the page may not play by itself, its button does.
  void player.play().catch(() => undefined);
  dialog.addEventListener('close', () => player.pause(), { once: true });
}

function wordsBeside(link: HTMLElement): string {
  return link.closest('li')?.querySelector('blockquote')?.textContent?.trim() ?? '';
}
