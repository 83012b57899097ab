import type { Edit } from './edit.ts';
import type { Selection } from './selection.ts';
import { length } from './timing.ts';

/** The buttons beside the strip: undo, redo, where to begin and to end, and removing what is selected. */
export function showTools(place: HTMLElement, edit: Edit, selection: Selection, now: () => number): void {
  const button = (name: string) => place.querySelector<HTMLButtonElement>(`[data-${name}]`)!;
  const [undo, redo, remove] = [button('undo'), button('redo'), button('remove-selection')];
  const told = place.querySelector<HTMLElement>('[data-told]')!;
  const show = () => {
    undo.disabled = !edit.canUndo;
    redo.disabled = !edit.canRedo;
    remove.disabled = !selection.span;
  };
  const removeSelection = () => {
    const { span } = selection;
    if (!span) return;
    const isDone = edit.change([...edit.cuts, span]);
    told.textContent = isDone ? `${length(span[1] - span[0])} removed` : 'Keep at least half a second.';
    selection.clear();
    getSelection()?.removeAllRanges();
  };
  edit.addEventListener('change', show);
  selection.addEventListener('change', show);
  undo.addEventListener('click', () => edit.undo());
  redo.addEventListener('click', () => edit.redo());
  remove.addEventListener('click', removeSelection);
  // Pressing a button must not unselect the words that it is about.
  remove.addEventListener('pointerdown', (event) => event.preventDefault());
  button('marks-start').addEventListener('click', () => selection.select(now(), selection.span?.[1] ?? edit.seconds));
  button('marks-end').addEventListener('click', () => selection.select(selection.span?.[0] ?? 0, now()));
  document.addEventListener('keydown', (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== 'z' || isTyping(event.target)) return;
    event.preventDefault();
    if (event.shiftKey) edit.redo();
    else edit.undo();
  });
  show();
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLTextAreaElement || target instanceof HTMLInputElement;
}
