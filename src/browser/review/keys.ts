import { currentPlayer } from '../player/playing.ts';
import { onSingleKey } from '../player/single-keys.ts';

/** What single keys do on the review page beside those of the player. */
export function listenToReviewKeys(): void {
  onSingleKey((key) => {
    const marked = document.querySelector<HTMLElement>(`[data-key="${CSS.escape(key)}"]`);
    if (marked) return press(marked);
    if (/^[1-5]$/.test(key)) return rate(key);
    return key === 'n' && writeNote();
  });
}

/** A button or link is pressed; a field is where one then writes. */
function press(marked: HTMLElement): true {
  if (marked instanceof HTMLInputElement) marked.focus();
  else marked.click();
  return true;
}

function rate(value: string): boolean {
  const star = document.querySelector<HTMLInputElement>(`input[name="rating"][value="${value}"]`);
  star?.click();
  return star !== null;
}

function writeNote(): boolean {
  const field = document.querySelector<HTMLInputElement>('[data-note] [name="text"]');
  currentPlayer()?.pause();
  // The bar it stands in is always in sight on large screens; going to its place in the page would leave the answer.
  const isInSight = matchMedia('(width >= 64rem)').matches;
  field?.focus({ preventScroll: isInSight });
  return field !== null;
}
