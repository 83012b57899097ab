import { isCut, restored, type Cut } from './cuts.ts';
import type { Edit } from './edit.ts';
import type { Selection } from './selection.ts';

/** The transcript: words that are selected can be removed, as can whole sentences; what is cut is struck through. */
export function showWords(place: HTMLElement, edit: Edit, selection: Selection, seek: (at: number) => void): void {
  const strike = () => strikeThrough(place, edit);
  edit.addEventListener('change', strike);
  // A sentence that was corrected is another element.
  document.addEventListener('htmx:after:swap', strike);
  strike();
  selection.addEventListener('change', () => light(place, selection));
  document.addEventListener('selectionchange', () => {
    const span = selectedSpan(place);
    if (span) selection.select(...span);
  });
  place.addEventListener('click', (event) => {
    const button = closest(event.target, '[data-removes]');
    if (button) toggle(edit, spanOf(sentenceOf(button)));
    const word = closest(event.target, '[data-word]');
    if (word && getSelection()?.isCollapsed !== false) seek(Number(word.dataset.start));
  });
  place.addEventListener('keydown', (event) => pressed(event, edit, selection));
}

function toggle(edit: Edit, [start, end]: Cut): void {
  edit.change(isCut(edit.cuts, start, end) ? restored(edit.cuts, start, end) : [...edit.cuts, [start, end]]);
}

function strikeThrough(place: HTMLElement, { cuts }: Edit): void {
  for (const word of place.querySelectorAll<HTMLElement>('[data-word]')) {
    word.toggleAttribute('data-cut', isCut(cuts, ...spanOf(word)));
  }
  for (const button of place.querySelectorAll<HTMLElement>('[data-removes]')) {
    const isGone = isCut(cuts, ...spanOf(sentenceOf(button)));
    const text = button.querySelector('span');
    if (text) text.textContent = isGone ? 'Restore this sentence' : 'Remove this sentence';
  }
}

function light(place: HTMLElement, { span }: Selection): void {
  for (const word of place.querySelectorAll<HTMLElement>('[data-word]')) {
    const [start, end] = spanOf(word);
    word.ariaSelected = String(span !== undefined && (start + end) / 2 >= span[0] && (start + end) / 2 <= span[1]);
  }
}

/** From the first to the last word of which anything is selected. */
function selectedSpan(place: HTMLElement): Cut | undefined {
  const selected = getSelection();
  if (!selected || selected.isCollapsed || !place.contains(selected.anchorNode)) return undefined;
  const words = [...place.querySelectorAll<HTMLElement>('[data-word]')].filter((word) =>
    selected.containsNode(word, true),
  );
  const [first, last] = [words[0], words.at(-1)];
  return first && last && [spanOf(first)[0], spanOf(last)[1]];
}

/** Arrows go from word to word, with Shift they select; Delete removes. */
function pressed(event: KeyboardEvent, edit: Edit, selection: Selection): void {
  const word = closest(event.target, '[data-word]');
  if (!word) return;
  if (event.key === 'Delete' || event.key === 'Backspace') {
    event.preventDefault();
    toggle(edit, selection.span ?? spanOf(word));
    return;
  }
  const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (!step) return;
  event.preventDefault();
  const words = [...sentenceOf(word).querySelectorAll<HTMLElement>('[data-word]')];
  const next = words[words.indexOf(word) + step];
  if (!next) return;
  word.tabIndex = -1;
  next.tabIndex = 0;
  next.focus();
  if (!event.shiftKey) return selection.clear();
  const [first, last] = [selection.span ?? spanOf(word), spanOf(next)];
  selection.select(Math.min(first[0], last[0]), Math.max(first[1], last[1]));
}

function spanOf({ dataset }: HTMLElement): Cut {
  return [Number(dataset.start), Number(dataset.end)];
}

function sentenceOf(element: HTMLElement): HTMLElement {
  return element.closest<HTMLElement>('[data-sentence]')!;
}

function closest(target: EventTarget | null, selector: string): HTMLElement | null {
  return target instanceof Element ? target.closest<HTMLElement>(selector) : null;
}
