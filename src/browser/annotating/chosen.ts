import type { Board } from './board.ts';
import { titleOf, type Mark, type Redaction } from './mark.ts';
import { spanBar } from './span-bar.ts';
import type { Moments } from './moments.ts';

/** What can be said about the chosen one beside how it is drawn: its text, its look, its time. */
export function showChosen(panel: HTMLElement, board: Board, moments: Moments): void {
  const text = panel.querySelector<HTMLTextAreaElement>('[data-text]')!;
  const looks = [...panel.querySelectorAll<HTMLInputElement>('input[name=look]')];
  const showSpan = spanBar(panel, board, moments);

  text.addEventListener('input', () => {
    const { mark } = board;
    if (mark && 'text' in mark) board.update({ ...mark, text: text.value }, `text ${mark.id}`);
  });
  for (const input of looks) {
    input.addEventListener('change', () => {
      const { mark } = board;
      if (mark?.kind === 'redact') board.update({ ...mark, look: input.value as Redaction['look'] });
    });
  }
  panel.querySelector('[data-deletes]')?.addEventListener('click', () => board.remove(board.chosen));

  const show = () => {
    const { mark } = board;
    panel.hidden = !mark;
    if (!mark) return;
    panel.querySelector('[data-title]')!.textContent = shortTitle(mark);
    text.closest<HTMLElement>('.field')!.hidden = !('text' in mark);
    if ('text' in mark && text.value !== mark.text) text.value = mark.text;
    panel.querySelector<HTMLElement>('[data-looks]')!.hidden = mark.kind !== 'redact';
    for (const input of looks) input.checked = mark.kind === 'redact' && input.value === mark.look;
    showSpan(mark);
  };
  board.onChange(show);
  moments.onMove(() => board.mark && showSpan(board.mark));
  show();
}

/** Without its text, which stands in the field below. */
function shortTitle(mark: Mark): string {
  return titleOf('text' in mark ? { ...mark, text: '' } : mark).replace(/ 0$/, '');
}
