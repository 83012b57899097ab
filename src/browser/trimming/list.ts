import { restored, secondsCut } from './cuts.ts';
import type { Edit } from './edit.ts';
import { length, moment } from './timing.ts';

/** The cuts, each with a button that takes it back. */
export function showList(place: HTMLElement, edit: Edit): void {
  const [list, summary] = [place.querySelector('ol')!, place.querySelector<HTMLElement>('[data-summary]')!];
  const show = () => {
    list.replaceChildren(...edit.cuts.map(([start, end]) => item(edit, start, end)));
    summary.textContent = summaryOf(edit);
  };
  edit.addEventListener('change', show);
  show();
}

function summaryOf({ cuts, seconds }: Edit): string {
  if (cuts.length === 0) return 'Nothing is cut.';
  return `${length(seconds - secondsCut(cuts))} of ${length(seconds)} are left.`;
}

function item(edit: Edit, start: number, end: number): HTMLElement {
  const [made, text, button] = [
    document.createElement('li'),
    document.createElement('span'),
    document.createElement('button'),
  ];
  const times = `${moment(start)} to ${moment(end)}`;
  text.className = 'num';
  text.textContent = `${times} (${length(end - start)})`;
  button.type = 'button';
  button.className = 'quiet';
  button.textContent = 'Restore';
  button.ariaLabel = `Restore ${times}`;
  button.addEventListener('click', () => edit.change(restored(edit.cuts, start, end)));
  made.append(text, button);
  return made;
}
