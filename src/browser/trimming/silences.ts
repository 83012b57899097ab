import { isCut, secondsCut, type Cut } from './cuts.ts';
import type { Edit } from './edit.ts';
import type { Selection } from './selection.ts';
import { length } from './timing.ts';

/** What is left of a pause at both of its ends, so that no word is cut off and it still sounds like speaking. */
const airSeconds = 0.2;
const worthCutting = 0.4;

/** The server takes no more cuts than that. */
const mostCuts = 200;

/** "Remove silences": shows what would go, and asks. */
export function offerSilences(place: HTMLElement, whole: string, edit: Edit, selection: Selection): void {
  const [open, question] = [place.querySelector<HTMLElement>('[data-silences]')!, place.querySelector('dialog')!];
  const words = question.querySelector('p')!;
  open.addEventListener('click', async () => {
    const found = await silencesOf(whole, edit);
    selection.propose(found);
    words.textContent = found.length > 0 ? asked(found) : 'There are no silences left that are worth cutting.';
    question.querySelector<HTMLElement>('[value="remove"]')!.hidden = found.length === 0;
    question.showModal();
  });
  question.addEventListener('close', () => {
    const found = selection.proposed;
    selection.propose([]);
    if (question.returnValue === 'remove') edit.change([...edit.cuts, ...found]);
    question.returnValue = '';
  });
}

function asked(found: Cut[]): string {
  const times = found.length === 1 ? '1 silence' : `${found.length} silences`;
  return `${times} would go, ${length(secondsCut(found))} together. They are marked on the strip. A breath stays at either end of each.`;
}

/** The longest ones, where there are too many. */
async function silencesOf(whole: string, { cuts }: Edit): Promise<Cut[]> {
  const answer = await fetch(`${whole}/silences`);
  const silences = answer.ok ? ((await answer.json()) as Cut[]) : [];
  return silences
    .map(([start, end]): Cut => [start + airSeconds, end - airSeconds])
    .filter(([start, end]) => end - start >= worthCutting && !isCut(cuts, start, end))
    .toSorted((a, b) => b[1] - b[0] - (a[1] - a[0]))
    .slice(0, mostCuts - cuts.length)
    .toSorted((a, b) => a[0] - b[0]);
}
